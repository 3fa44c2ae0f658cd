//! Opening a ledger and bringing it to the present format.

use crate::as_of;
use crate::error::LedgerError;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `ENTE`, in the header of each ledger: tells it from the databases of other programs.
pub const APPLICATION_ID: i64 = 0x454E_5445;

/// The steps from an empty file to the present format, in order.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001.sql"),
    include_str!("../migrations/0002.sql"),
    include_str!("../migrations/0003.sql"),
    include_str!("../migrations/0004.sql"),
];

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
}

impl Ledger {
    /// Opens the ledger at `path` for reading and writing; makes it where there is none.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let path = path.as_ref();
        refuse_damaged(path)?;
        let db = Connection::open(path)?;
        Self::prepare(db, path)
    }

    /// Opens a ledger that must exist, only to ask. Works on read-only disks as well.
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(LedgerError::Missing(path.to_owned()));
        }
        refuse_damaged(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        let db = match schema_version(&db, path) {
            Ok(version) if version == known() => db,
            Ok(0) => return Err(LedgerError::NotALedger { path: path.to_owned(), what: "it is empty" }),
            // An older format is brought up to date first, which needs the right to write.
            Ok(_) => return Self::open(path),
            // A folder that can't be written has no room for the side files of the write-ahead log.
            Err(LedgerError::CannotOpen(_) | LedgerError::ReadOnly) => {
                let flags = flags | OpenFlags::SQLITE_OPEN_URI;
                let db = Connection::open_with_flags(immutable_uri(path), flags)?;
                schema_version(&db, path)?;
                db
            }
            Err(e) => return Err(e),
        };
        add_functions(&db)?;
        Ok(Self { db })
    }

    /// A ledger that is gone when it is dropped.
    pub fn open_in_memory() -> Result<Self, LedgerError> {
        Self::prepare(Connection::open_in_memory()?, Path::new(":memory:"))
    }

    /// Begins a change: of the file, or of what lies over it where the file is only read.
    pub(crate) fn begin(&self) -> Result<Transaction<'_>, LedgerError> {
        let behaviour = if self.db.is_readonly("main")? {
            TransactionBehavior::Deferred
        } else {
            TransactionBehavior::Immediate
        };
        Ok(Transaction::new_unchecked(&self.db, behaviour)?)
    }

    fn prepare(mut db: Connection, path: &Path) -> Result<Self, LedgerError> {
        add_functions(&db)?;
        db.set_prepared_statement_cache_capacity(64);
        let version = schema_version(&db, path)?;
        // With a write-ahead log, NORMAL never loses what was committed when the program dies, and never tears
        // the file when the machine does.
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        db.pragma_update(None, "cache_size", -32_000)?;
        db.pragma_update(None, "temp_store", "MEMORY")?;
        migrate(&mut db, version)?;
        Ok(Self { db })
    }
}

fn add_functions(db: &Connection) -> Result<(), LedgerError> {
    db.busy_timeout(Duration::from_secs(5))?;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("fold", 1, flags, |call| {
        // What is not there is equal to nothing.
        Ok(call.get_raw(0).as_str_or_null()?.map(entente_text::fold))
    })?;
    for (name, bound) in
        [("first_day", as_of::first_day as fn(&str) -> Option<String>), ("last_day", as_of::last_day)]
    {
        db.create_scalar_function(name, 1, flags, move |call| {
            Ok(call.get::<Option<String>>(0)?.as_deref().and_then(bound))
        })?;
    }
    Ok(())
}

fn known() -> i64 {
    MIGRATIONS.len() as i64
}

/// The ledger's format; 0 for an empty file. Refuses what is no ledger.
fn schema_version(db: &Connection, path: &Path) -> Result<i64, LedgerError> {
    let not_ours = |what| LedgerError::NotALedger { path: path.to_owned(), what };
    let pragma = |name: &str| -> Result<i64, LedgerError> {
        match db.pragma_query_value(None, name, |row| row.get(0)) {
            Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
                Err(not_ours("it is no database"))
            }
            other => Ok(other?),
        }
    };
    let (application, version) = (pragma("application_id")?, pragma("user_version")?);
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, version, tables) {
        (0, 0, 0) => Ok(0),
        (APPLICATION_ID, v, _) if v > known() => {
            Err(LedgerError::Newer { path: path.to_owned(), found: v, known: known() })
        }
        (APPLICATION_ID, v, _) => Ok(v),
        _ => Err(not_ours("it is a database of another program")),
    }
}

fn migrate(db: &mut Connection, version: i64) -> Result<(), LedgerError> {
    for (step, sql) in (1..).zip(MIGRATIONS).skip(version as usize) {
        let change = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have been faster.
        let now: i64 = change.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if now < step {
            change.execute_batch(sql)?;
            change.pragma_update(None, "application_id", APPLICATION_ID)?;
            change.pragma_update(None, "user_version", step)?;
        }
        change.commit()?;
    }
    Ok(())
}

/// A file that was cut short can be read until the gap is met: look at its header before.
fn refuse_damaged(path: &Path) -> Result<(), LedgerError> {
    use std::io::Read;
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    let Ok(mut file) = std::fs::File::open(path) else { return Ok(()) };
    let mut header = [0u8; 32];
    if PathBuf::from(wal).exists()
        || file.read_exact(&mut header).is_err()
        || !header.starts_with(b"SQLite format 3\0")
    {
        return Ok(());
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        n => u64::from(n),
    };
    let pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    let length = file.metadata().map_or(0, |m| m.len());
    if pages * page > length {
        return Err(LedgerError::Damaged(format!(
            "it should be {} bytes long and is {length}",
            pages * page
        )));
    }
    Ok(())
}

fn immutable_uri(path: &Path) -> String {
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{escaped}?immutable=1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_twice_is_one_ledger() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.db");
        drop(Ledger::open(&path).expect("made"));
        let again = Ledger::open_existing(&path).expect("opened");
        let version: i64 = again.db.pragma_query_value(None, "user_version", |r| r.get(0)).expect("version");
        assert_eq!(version, known());
    }

    #[test]
    fn a_ledger_of_the_first_format_is_brought_up_to_date() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.db");
        let old = Connection::open(&path).expect("made");
        old.execute_batch(MIGRATIONS[0]).expect("filled");
        old.pragma_update(None, "application_id", APPLICATION_ID).expect("set");
        old.pragma_update(None, "user_version", 1).expect("set");
        drop(old);
        let ledger = Ledger::open_existing(&path).expect("opened");
        let asked = crate::LineFilter::default();
        assert!(ledger.plans(&asked).expect("asked").is_empty());
        assert!(ledger.stances(&asked).expect("asked").is_empty());
        assert!(ledger.quotations(&asked).expect("asked").is_empty());
    }

    #[track_caller]
    fn check(write: impl FnOnce(&Path), expect: &str) {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.db");
        write(&path);
        let before = std::fs::read(&path).ok();
        for error in [Ledger::open(&path).err(), Ledger::open_existing(&path).err()] {
            let said = error.map(|e| e.to_string()).unwrap_or_default();
            assert!(said.contains(expect), "{said:?} does not say {expect:?}");
        }
        assert_eq!(std::fs::read(&path).ok(), before, "a file that is refused is left as it was");
    }

    fn other_program(path: &Path) {
        let db = Connection::open(path).expect("made");
        db.execute_batch("CREATE TABLE notes (id INTEGER); PRAGMA user_version = 1;").expect("filled");
    }

    #[test]
    fn what_is_no_ledger_is_refused_and_left_alone() {
        check(other_program, "a database of another program");
        check(|p| std::fs::write(p, vec![7u8; 9000]).expect("written"), "it is no database");
        check(
            |p| {
                drop(Ledger::open(p).expect("made"));
                let db = Connection::open(p).expect("opened");
                db.pragma_update(None, "user_version", 99).expect("set");
            },
            "a newer Entente",
        );
        check(
            |p| {
                drop(Ledger::open(p).expect("made"));
                let file = std::fs::OpenOptions::new().write(true).open(p).expect("opened");
                file.set_len(8192).expect("cut");
            },
            "damaged",
        );
    }

    #[test]
    fn a_missing_or_empty_ledger_can_not_be_asked() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.db");
        assert!(matches!(Ledger::open_existing(&path), Err(LedgerError::Missing(_))));
        std::fs::write(&path, "").expect("written");
        assert!(matches!(Ledger::open_existing(&path), Err(LedgerError::NotALedger { .. })));
        assert!(matches!(
            Ledger::open(dir.path().join("no/such/folder.db")),
            Err(LedgerError::CannotOpen(_))
        ));
    }
}
