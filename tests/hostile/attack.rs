//! One attack: a project, commands, and what must come of them.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::Failed;

/// How long a command may take at most, on a slow and busy machine. What hangs is found by it; how fast
/// a command is, is for the benches.
const TIME: Duration = Duration::from_secs(120);

/// How much memory a command and its workers may take at most, each.
const MEMORY: u64 = 3 << 30;

/// Makes the project of an attack: `project` is what `briefing new project` makes, `victim` stands
/// beside it.
type Make = Box<dyn Fn(&Path) -> io::Result<()> + Send>;

/// A project that was made to harm, and what must come of it.
pub(crate) struct Attack {
    name: String,
    make: Make,
    commands: Vec<Expected>,
}

/// A command, and what must come of it.
struct Expected {
    arguments: Vec<String>,
    code: i32,
    says: Vec<String>,
    says_not: Vec<String>,
}

impl Attack {
    /// An attack by a project that `make` makes out of a new one.
    pub(crate) fn new(name: &str, make: impl Fn(&Path) -> io::Result<()> + Send + 'static) -> Self {
        Self { name: name.to_owned(), make: Box::new(make), commands: Vec::new() }
    }

    /// Runs a command (`build --limit worker-seconds=2`), which must end with this code.
    pub(crate) fn run_command(mut self, command: &str, code: i32) -> Self {
        let arguments = command.split_whitespace().map(str::to_owned).collect();
        self.commands.push(Expected { arguments, code, says: Vec::new(), says_not: Vec::new() });
        self
    }

    /// The last command must print this.
    pub(crate) fn says(mut self, text: &str) -> Self {
        if let Some(command) = self.commands.last_mut() {
            command.says.push(text.to_owned());
        }
        self
    }

    /// The last command must not print this.
    pub(crate) fn says_not(mut self, text: &str) -> Self {
        if let Some(command) = self.commands.last_mut() {
            command.says_not.push(text.to_owned());
        }
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn run(&self) -> Result<(), Failed> {
        let folder = tempfile::tempdir()?;
        let victim = folder.path().join("victim");
        fs::create_dir(&victim)?;
        fs::write(victim.join("diary.txt"), "195 projects, my own business\n")?;
        let before = state(&victim)?;

        let project = folder.path().join("project");
        let made = briefing().args(["new", "project"]).arg(&project).output()?;
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        (self.make)(&project)?;
        for expected in &self.commands {
            expected.check(&project)?;
        }
        if state(&victim)? != before {
            return Err("the folder beside the project was changed".into());
        }
        Ok(())
    }
}

impl Expected {
    fn check(&self, project: &Path) -> Result<(), Failed> {
        let command = self.arguments.join(" ");
        let child = briefing()
            .args(&self.arguments)
            .current_dir(project)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let ran = watch(child).map_err(|why| Failed::from(format!("`{command}` {why}")))?;
        let fail = |what: String| {
            let shown: String = ran.text.chars().take(4_000).collect();
            Err(Failed::from(format!("`{command}` {what}; it printed:\n{shown}")))
        };
        if ran.code != Some(self.code) {
            return fail(format!("ended with {:?} rather than {}", ran.code, self.code));
        }
        for text in &self.says {
            if !ran.text.contains(text.as_str()) {
                return fail(format!("does not say {text:?}"));
            }
        }
        for text in &self.says_not {
            if ran.text.contains(text.as_str()) {
                return fail(format!("says {text:?}"));
            }
        }
        Ok(())
    }
}

/// What came of a command.
struct Ran {
    code: Option<i32>,
    text: String,
}

/// Waits for a command to end, and ends it where it takes too much time or memory.
fn watch(mut child: Child) -> Result<Ran, String> {
    let outputs = [reader(child.stdout.take()), reader(child.stderr.take())];
    let begin = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break status;
        }
        let memory = peak_memory(child.id());
        let over = if begin.elapsed() > TIME {
            Some("does not end".to_owned())
        } else if memory > MEMORY {
            Some(format!("took {} MiB of memory", memory >> 20))
        } else {
            None
        };
        if let Some(over) = over {
            let _ = child.kill();
            let _ = child.wait();
            return Err(over);
        }
        thread::sleep(Duration::from_millis(10));
    };
    let mut text = String::new();
    for output in outputs {
        text.push_str(&output.join().unwrap_or_default());
    }
    Ok(Ran { code: status.code(), text })
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The most memory that a process has had, in bytes; 0 where the system does not say.
fn peak_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.unwrap_or(0) << 10
}

/// The files below a folder with their contents, the folders, and the links with where they lead.
fn state(folder: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            found.push((path.clone(), "a folder".to_owned()));
            found.extend(state(&path)?);
        } else if kind.is_symlink() {
            found.push((path.clone(), format!("a link to {}", fs::read_link(&path)?.display())));
        } else {
            found.push((path.clone(), String::from_utf8_lossy(&fs::read(&path)?).into_owned()));
        }
    }
    found.sort();
    Ok(found)
}

fn briefing() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    command.env("LC_ALL", "C");
    command
}

/// Writes a file of a project, with the folders that it needs.
pub(crate) fn put(project: &Path, path: &str, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let path = project.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
