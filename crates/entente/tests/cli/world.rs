//! A folder of made-up articles, and the program in it.

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A visit, an agreement and an objection, with page furniture around them.
pub const FIRST: &str = "Nhật Bản và NATO ký thỏa thuận\n\n\
Tổng thư ký NATO thăm Nhật Bản hôm 12/1/2007.\n\n\
Tháng 6/2010, Nhật Bản và NATO đã ký thỏa thuận về bảo mật thông tin.\n\n\
Trung Quốc lên án NATO vì kế hoạch này hôm 3/5/2023.\n";

/// The same visit, told by another.
pub const SECOND: &str = "Chuyện cũ kể lại\n\n\
Năm 2007, Tổng thư ký NATO đã đến thăm Nhật Bản.\n\n\
Pháp và Đức hội đàm với Hàn Quốc ngày 4/6/2022.\n";

/// A folder with articles, gone when dropped.
pub struct World {
    pub dir: TempDir,
}

impl World {
    /// Two articles in a folder `news`, nothing read yet.
    pub fn new() -> Self {
        let world = Self { dir: tempfile::tempdir().expect("a folder") };
        world.write("news/a.txt", FIRST);
        world.write("news/b.txt", SECOND);
        world
    }

    /// The same with a ledger made of it.
    pub fn read() -> Self {
        let world = Self::new();
        world.run(&["read", "news"]).success();
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(path, bytes).expect("written");
    }

    /// The program, in the folder, untouched by the environment of whoever runs the tests.
    pub fn command(&self) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("entente"));
        command.current_dir(self.dir.path());
        for name in ["ENTENTE_LEDGER", "COLUMNS", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        self.command().args(args).assert()
    }

    /// What a command that succeeds prints.
    pub fn prints(&self, args: &[&str]) -> String {
        let done = self.run(args).success();
        String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
    }

    /// What a command that succeeds prints, as JSON.
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let text = self.prints(args);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e} in {text}"))
    }

    /// What a command says on standard error, with its exit code.
    pub fn fails(&self, args: &[&str]) -> (i32, String) {
        let done = self.run(args).failure();
        let output = done.get_output();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
