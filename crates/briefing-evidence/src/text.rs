//! A text as the reader sees it: character by character, in one width, case and script.

use std::ops::Range;
use std::sync::LazyLock;

/// A text folded character by character, so that every place in it is a place in the source:
/// ASCII width, lower case, simplified forms of the characters that the lexicons use, one hyphen,
/// one apostrophe.
pub(crate) struct Text<'a> {
    source: &'a str,
    chars: Vec<char>,
    /// Where each character begins in the source, and where the last ends.
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        let (mut chars, mut starts): (Vec<char>, Vec<usize>) =
            source.char_indices().map(|(at, c)| (fold(c), at)).unzip();
        starts.push(source.len());
        // Line breaks of one kind; the second half of a pair stays as a blank.
        for at in 1..chars.len() {
            if chars[at - 1] == '\r' && chars[at] == '\n' {
                chars[at - 1] = ' ';
            }
        }
        // The old capital form of three is a common character as well.
        for at in 0..chars.len() {
            let next = chars.get(at + 1).copied().unwrap_or_default();
            let counts = |c: char| "零壹贰叁肆伍陆柒捌玖拾佰仟万亿".contains(c);
            let between = counts(next) || matches!(next, '元' | '整');
            let behind = at.checked_sub(1).map(|before| chars[before]);
            let behind = behind.is_some_and(|c| counts(c) || matches!(c, '币' | '¥'));
            if chars[at] == '参' && (matches!(next, '拾' | '佰' | '仟') || between && behind) {
                chars[at] = '叁';
            }
        }
        Self { source, chars, starts }
    }

    /// How many characters it has.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The folded character at a place; NUL beyond the end, which no rule looks for.
    pub(crate) fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\0')
    }

    /// The folded character before a place.
    pub(crate) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\0', |at| self.at(at))
    }

    /// Whether the source has a capital letter at a place.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        let rest = self.starts.get(at).and_then(|start| self.source.get(*start..));
        rest.and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
    }

    /// Whether the folded text has these words at a place.
    pub(crate) fn has(&self, at: usize, words: &str) -> bool {
        words.chars().enumerate().all(|(offset, c)| self.at(at + offset) == c)
    }

    /// Whether the folded text has these words right before a place.
    pub(crate) fn ends(&self, at: usize, words: &str) -> bool {
        let count = words.chars().count();
        at.checked_sub(count).is_some_and(|start| self.has(start, words))
    }

    /// Whether these words stand at a place as words: what is Latin does not go on in letters or
    /// digits on either side. Returns the end.
    pub(crate) fn word(&self, at: usize, words: &str) -> Option<usize> {
        let end = self.has(at, words).then(|| at + words.chars().count())?;
        self.is_word(at, end).then_some(end)
    }

    /// Whether a range is no part of a longer word.
    pub(crate) fn is_word(&self, at: usize, end: usize) -> bool {
        !is_joined(self.at(end.saturating_sub(1)), self.at(end)) && self.is_word_start(at)
    }

    /// Whether a place is not within a longer word.
    pub(crate) fn is_word_start(&self, at: usize) -> bool {
        !is_joined(self.at(at), self.before(at))
    }

    /// The first of some words that stands at a place as words, and its end; longer ones first is
    /// the caller's order.
    pub(crate) fn any_word<'w>(&self, at: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words.iter().find_map(|word| Some((*word, self.word(at, word)?)))
    }

    /// Whether one of some words stands right before a place, blanks between.
    pub(crate) fn follows(&self, at: usize, words: &[&str]) -> bool {
        let end = self.skip_blanks_back(at);
        words.iter().any(|word| {
            let start = end.checked_sub(word.chars().count());
            start.is_some_and(|start| self.word(start, word) == Some(end))
        })
    }

    /// Whether a sentence, a line or a part of one begins at a place.
    pub(crate) fn is_sentence_start(&self, at: usize) -> bool {
        let start = self.run_back(at, is_blank);
        start == 0
            || matches!(
                self.at(start - 1),
                '.' | '!' | '?' | ':' | ';' | '"' | '“' | '(' | '•' | '-' | '|'
            )
            || (start..at).any(|place| self.at(place) == '\n')
    }

    /// The end of the run of letters that begins at a place.
    pub(crate) fn word_end(&self, at: usize) -> usize {
        self.run(at, |c| is_latin(c) || c == '\'')
    }

    /// The end of the run of characters of a kind that begins at a place.
    pub(crate) fn run(&self, at: usize, kind: impl Fn(char) -> bool) -> usize {
        let mut end = at;
        while end < self.len() && kind(self.at(end)) {
            end += 1;
        }
        end
    }

    /// The start of the run of characters of a kind that ends at a place.
    pub(crate) fn run_back(&self, at: usize, kind: impl Fn(char) -> bool) -> usize {
        let mut start = at;
        while start > 0 && kind(self.at(start - 1)) {
            start -= 1;
        }
        start
    }

    /// A place after blanks, but no further than `most` of them: a figure does not reach over a
    /// wide gap. A line break is one blank.
    pub(crate) fn skip_blanks(&self, at: usize) -> usize {
        let end = self.run(at, is_blank);
        if end - at > 2 { at } else { end }
    }

    /// A place before blanks.
    pub(crate) fn skip_blanks_back(&self, at: usize) -> usize {
        let start = self.run_back(at, is_blank);
        if at - start > 2 { at } else { start }
    }

    /// Folded characters as a text.
    pub(crate) fn folded(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }

    /// The bytes of the source that characters stand for.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        self.starts[range.start]..self.starts[range.end]
    }

    /// Characters as the source has them.
    pub(crate) fn source(&self, range: Range<usize>) -> &'a str {
        &self.source[self.bytes(range)]
    }
}

/// Whether a letter goes on in what is beside it: another, or a digit.
fn is_joined(letter: char, beside: char) -> bool {
    is_latin(letter) && (is_latin(beside) || beside.is_ascii_digit())
}

/// A letter of a script that sets blanks between words.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c) && c != '×' && c != '÷'
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// A blank, also one that does not break or is thin.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{200b}'
}

fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{7f}' => c,
        '\u{ff01}'..='\u{ff5e}' => {
            let half = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            half.to_ascii_lowercase()
        }
        '\u{ffe5}' => '¥',
        '\u{ffe0}' => '¢',
        '\u{ffe1}' => '£',
        '‘' | '’' | 'ʼ' => '\'',
        '‐' | '‑' | '‒' | '–' | '−' | '﹣' => '-',
        '―' | '─' => '—',
        '〜' | '∼' | '˜' | '﹏' => '~',
        '\u{c0}'..='\u{24f}' => c.to_lowercase().next().unwrap_or(c),
        // Mathematical and other digits that are digits to Unicode.
        '\u{1d7ce}'..='\u{1d7ff}' => {
            char::from_digit((u32::from(c) - 0x1d7ce) % 10, 10).unwrap_or(c)
        }
        _ => simplified(c),
    }
}

/// The simplified form of a character, for those that can stand in or around a figure.
fn simplified(c: char) -> char {
    let place = SIMPLIFIED.binary_search_by_key(&c, |(traditional, _)| *traditional);
    place.map_or(c, |place| SIMPLIFIED[place].1)
}

static SIMPLIFIED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pair = |pair: &str| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    };
    let mut pairs: Vec<_> = PAIRS.split_ascii_whitespace().filter_map(pair).collect();
    pairs.sort_unstable();
    pairs
});

/// Traditional and variant forms, each with the simplified one.
const PAIRS: &str = "\
    佈布 併并 來来 倉仓 個个 備备 傳传 僅仅 價价 億亿 儲储 兩两 創创 劃划 動动 務务 勝胜 勞劳 勢势 區区 協协 卻却 厲厉 參参 叄叁 吳吴 \
    員员 啟启 喬乔 單单 噸吨 國国 圍围 圓元 圖图 團团 圜元 報报 場场 墾垦 壯壮 夠够 夢梦 奪夺 學学 實实 審审 將将 專专 尋寻 對对 導导 \
    屆届 層层 師师 帶带 幣币 幹干 幾几 廠厂 廣广 廳厅 張张 強强 後后 從从 復复 態态 慶庆 應应 戰战 戲戏 戶户 擇择 擊击 擔担 據据 擬拟 \
    擴扩 攜携 敗败 敘叙 數数 斷断 於于 時时 晉晋 曆历 書书 會会 東东 條条 業业 極极 構构 樓楼 標标 樣样 橋桥 機机 檔档 檢检 權权 歐欧 \
    歲岁 歸归 殘残 毎每 氣气 決决 況况 淨净 減减 測测 準准 滅灭 滬沪 滾滚 滿满 漲涨 潔洁 濟济 灣湾 災灾 為为 無无 熱热 燈灯 營营 爭争 \
    獎奖 獲获 現现 環环 產产 畝亩 畢毕 發发 盡尽 盤盘 盧卢 碼码 稅税 種种 積积 穩稳 竝并 競竞 筆笔 節节 範范 簡简 簽签 糧粮 紀纪 約约 \
    納纳 紙纸 級级 細细 終终 組组 結结 絕绝 絡络 給给 統统 經经 綠绿 維维 網网 緊紧 編编 縣县 縮缩 總总 繼继 續续 聯联 職职 臺台 與与 \
    興兴 舉举 舊旧 萊莱 萬万 蘇苏 處处 號号 術术 裏里 補补 裡里 複复 規规 親亲 覽览 觀观 訂订 計计 記记 許许 評评 詞词 誌志 談谈 論论 \
    議议 變变 貨货 貳贰 資资 賓宾 質质 贈赠 趨趋 躍跃 車车 較较 載载 輛辆 輪轮 輸输 轉转 辦办 農农 連连 週周 進进 運运 過过 達达 違违 \
    遠远 適适 遷迁 選选 還还 鄉乡 醫医 銀银 錄录 錢钱 鎊镑 鎮镇 鐵铁 長长 門门 開开 間间 關关 陣阵 陸陆 隊队 隨随 險险 隻只 雙双 離离 \
    電电 韓韩 頁页 頂顶 項项 順顺 預预 頻频 額额 願愿 類类 顯显 飛飞 餘余 點点 齊齐";
