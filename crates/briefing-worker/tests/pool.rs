//! Workers that loop, grow, recurse, panic and reach out, through a real pool. The test's own program
//! is the worker.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use briefing_worker::{Context, Limits, Parts, Pool, Service, WorkerError, serve};
use libtest_mimic::{Arguments, Failed, Trial};

const WORKER: &str = "run-as-worker";
const PROGRAM: &str = "run-as-program";
const LIMITS: Limits = Limits { memory: 512 << 20, seconds: 1 };

fn main() -> ExitCode {
    if env::args().nth(1).as_deref() == Some(WORKER) {
        return match serve(&Obedient, &LIMITS) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    if env::args().nth(1).as_deref() == Some(PROGRAM) {
        return program();
    }
    let arguments = Arguments::from_args();
    let trials = vec![
        trial("calls_are_answered_by_the_same_worker", calls_are_answered_by_the_same_worker),
        trial("a_worker_that_loops_is_ended", a_worker_that_loops_is_ended),
        trial("each_call_has_its_own_time", each_call_has_its_own_time),
        trial("a_worker_that_grows_is_ended", a_worker_that_grows_is_ended),
        trial("a_worker_that_recurses_is_ended", a_worker_that_recurses_is_ended),
        trial("a_panic_is_reported_and_the_worker_stays", a_panic_is_reported),
        trial("a_context_is_sent_once", a_context_is_sent_once),
        trial("what_was_ended_twice_is_not_tried_again", what_was_ended_twice),
        trial("a_worker_that_died_idle_is_replaced", a_worker_that_died_idle_is_replaced),
        trial("a_worker_ends_with_its_program", a_worker_ends_with_its_program),
        trial("files_network_and_programs_are_out_of_reach", nothing_is_in_reach),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(name: &str, test: fn() -> Result<(), Failed>) -> Trial {
    Trial::test(name, test)
}

/// Does what it is told, whatever it is.
struct Obedient;

impl Service for Obedient {
    type Context = String;

    fn context(&self, parts: Parts) -> String {
        format!("{} of {}", String::from_utf8_lossy(&parts.concat()), std::process::id())
    }

    fn call(&self, context: Option<&String>, request: Parts) -> Parts {
        let words: Vec<String> =
            request.iter().map(|part| String::from_utf8_lossy(part).into_owned()).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let answer = match words.as_slice() {
            ["who"] => std::process::id().to_string(),
            ["context"] => context.cloned().unwrap_or_default(),
            ["loop"] => loop {
                std::hint::black_box(0);
            },
            ["work", milliseconds] => {
                let milliseconds: u128 = milliseconds.parse().unwrap_or(0);
                let begin = Instant::now();
                while begin.elapsed().as_millis() < milliseconds {
                    std::hint::black_box(0);
                }
                "done".to_owned()
            }
            ["grow"] => {
                let mut kept = Vec::new();
                loop {
                    kept.push(vec![1_u8; 1 << 20]);
                    std::hint::black_box(&kept);
                }
            }
            ["recurse"] => recurse(0).to_string(),
            ["sleep"] => {
                std::thread::sleep(std::time::Duration::from_secs(60));
                "done".to_owned()
            }
            ["panic"] => panic!("told to"),
            ["exit"] => std::process::exit(3),
            ["read", path] => kind(std::fs::read(path).map(|_| ())),
            ["write", path] => kind(std::fs::write(path, "x")),
            ["connect", address] => kind(TcpStream::connect(address).map(|_| ())),
            ["run", program] => kind(Command::new(program).output().map(|_| ())),
            _ => "?".to_owned(),
        };
        vec![answer.into_bytes()]
    }
}

#[expect(unconditional_recursion, reason = "that is what it is for")]
fn recurse(depth: u64) -> u64 {
    std::hint::black_box(recurse(std::hint::black_box(depth + 1)) + depth)
}

fn kind(result: std::io::Result<()>) -> String {
    result.map_or_else(|error| format!("{:?}", error.kind()), |()| "done".to_owned())
}

fn pool() -> Pool {
    Pool::with_limits(vec![OsString::from(WORKER)], LIMITS)
}

fn ask(pool: &Pool, words: &[&str]) -> Result<String, WorkerError> {
    ask_with(pool, None, words)
}

fn ask_with(pool: &Pool, key: Option<&str>, words: &[&str]) -> Result<String, WorkerError> {
    let words: Vec<&[u8]> = words.iter().map(|word| word.as_bytes()).collect();
    let parts: &[&[u8]] = &[b"a theme"];
    let context = key.map(|key| Context { key, parts });
    let parts = pool.call(context, &words)?;
    Ok(String::from_utf8_lossy(&parts.concat()).into_owned())
}

fn calls_are_answered_by_the_same_worker() -> Result<(), Failed> {
    let pool = pool();
    pool.warm(1);
    let first = ask(&pool, &["who"])?;
    assert_ne!(first, std::process::id().to_string());
    pool.evict();
    assert_eq!(ask(&pool, &["who"])?, first);
    Ok(())
}

fn a_worker_that_loops_is_ended() -> Result<(), Failed> {
    let pool = pool();
    let first = ask(&pool, &["who"])?;
    let error = ask(&pool, &["loop"]).expect_err("it does not end");
    assert!(matches!(error, WorkerError::Time { seconds: 1 }), "{error:?}");
    assert_ne!(ask(&pool, &["who"])?, first, "a new one");
    Ok(())
}

fn each_call_has_its_own_time() -> Result<(), Failed> {
    let pool = pool();
    let first = ask(&pool, &["who"])?;
    for _ in 0..5 {
        assert_eq!(ask(&pool, &["work", "600"])?, "done");
    }
    assert_eq!(ask(&pool, &["who"])?, first);
    Ok(())
}

fn a_worker_that_grows_is_ended() -> Result<(), Failed> {
    let error = ask(&pool(), &["grow"]).expect_err("it does not end");
    assert!(matches!(error, WorkerError::Memory { .. }), "{error:?}");
    Ok(())
}

fn a_worker_that_recurses_is_ended() -> Result<(), Failed> {
    let error = ask(&pool(), &["recurse"]).expect_err("it does not end");
    assert!(matches!(error, WorkerError::Stack), "{error:?}");
    Ok(())
}

fn a_panic_is_reported() -> Result<(), Failed> {
    let pool = pool();
    let first = ask(&pool, &["who"])?;
    let error = ask(&pool, &["panic"]).expect_err("it panics");
    assert!(matches!(&error, WorkerError::Panic(words) if words == "told to"), "{error:?}");
    assert_eq!(ask(&pool, &["who"])?, first);
    Ok(())
}

fn a_context_is_sent_once() -> Result<(), Failed> {
    let pool = pool();
    let first = ask_with(&pool, Some("a"), &["context"])?;
    assert!(first.starts_with("a theme of "), "{first}");
    assert_eq!(ask_with(&pool, Some("a"), &["context"])?, first);
    assert_eq!(ask_with(&pool, Some("b"), &["context"])?, first, "made anew, in the same process");
    Ok(())
}

fn what_was_ended_twice() -> Result<(), Failed> {
    let pool = pool();
    for _ in 0..2 {
        let error = ask_with(&pool, Some("a"), &["loop"]).expect_err("it does not end");
        assert!(matches!(error, WorkerError::Time { .. }), "{error:?}");
    }
    let error = ask_with(&pool, Some("a"), &["who"]).expect_err("given up");
    assert!(matches!(error, WorkerError::GivenUp), "{error:?}");
    ask_with(&pool, Some("b"), &["who"])?;
    ask(&pool, &["who"])?;
    Ok(())
}

fn a_worker_that_died_idle_is_replaced() -> Result<(), Failed> {
    let pool = pool();
    let first = ask(&pool, &["who"])?;
    let killed = Command::new("kill").args(["-TERM", &first]).status()?;
    assert!(killed.success());
    std::thread::sleep(std::time::Duration::from_millis(100));
    assert_ne!(ask(&pool, &["who"])?, first);
    let error = ask(&pool, &["exit"]).expect_err("it is gone");
    assert!(matches!(error, WorkerError::Ended(_)), "{error:?}");
    Ok(())
}

/// A program whose worker has much to do; it says which process that is.
#[expect(clippy::print_stdout, reason = "it is how the test hears of it")]
fn program() -> ExitCode {
    let pool = Pool::with_limits(vec![OsString::from(WORKER)], LIMITS);
    if let Ok(worker) = ask(&pool, &["who"]) {
        println!("{worker}");
    }
    let _ = ask(&pool, &["sleep"]);
    ExitCode::SUCCESS
}

fn a_worker_ends_with_its_program() -> Result<(), Failed> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let mut command = Command::new(env::current_exe()?);
    let mut program = command.arg(PROGRAM).stdout(Stdio::piped()).spawn()?;
    let mut worker = String::new();
    let output = program.stdout.take().ok_or("no output")?;
    BufReader::new(output).read_line(&mut worker)?;
    let place = format!("/proc/{}/stat", worker.trim());
    // What has ended and was not waited for by anybody is a zombie.
    let runs = || std::fs::read_to_string(&place).is_ok_and(|stat| !stat.contains(") Z "));
    assert!(runs(), "{place}");
    program.kill()?;
    program.wait()?;
    let begin = Instant::now();
    while runs() {
        assert!(begin.elapsed().as_secs() < 30, "the worker {} goes on", worker.trim());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    Ok(())
}

fn nothing_is_in_reach() -> Result<(), Failed> {
    let pool = pool();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    if cfg!(target_os = "linux") {
        assert_eq!(ask(&pool, &["connect", &address])?, "PermissionDenied");
        assert_eq!(ask(&pool, &["run", "/bin/true"])?, "PermissionDenied");
    }
    let written = env::temp_dir().join(format!("briefing-worker-{}", std::process::id()));
    let path = written.to_string_lossy().into_owned();
    // Without Landlock a file can be made, but nothing can be written to it.
    assert_ne!(ask(&pool, &["write", &path]).unwrap_or_default(), "done");
    let _ = std::fs::remove_file(&written);
    if has_landlock() {
        assert_eq!(ask(&pool, &["read", "/etc/passwd"])?, "PermissionDenied");
    }
    Ok(())
}

/// Whether this kernel has Landlock and uses it.
#[cfg(target_os = "linux")]
fn has_landlock() -> bool {
    use landlock::{
        ABI, Access as _, AccessFs, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _,
    };

    let ruleset = Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    ruleset.handle_access(AccessFs::from_all(ABI::V1)).and_then(Ruleset::create).is_ok()
}

/// Only Linux has it.
#[cfg(not(target_os = "linux"))]
fn has_landlock() -> bool {
    false
}
