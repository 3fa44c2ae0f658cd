//! Connections to the ledger, each used by one question at a time.

use crate::problem::Problem;
use entente_ledger::{Ledger, LedgerError};
use entente_text::Edtf;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// How many questions are answered at a time.
const WIDTH: usize = 6;
/// How many ledgers as of a past date are kept.
const PAST: usize = 3;

/// Read-only connections. They see what another process writes as soon as it is committed.
#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Ledger>>,
    past: Mutex<Vec<Past>>,
    watch: Mutex<Watch>,
    permits: Arc<Semaphore>,
}

/// A ledger as it would have answered on a date.
#[derive(Debug)]
struct Past {
    date: String,
    state: u64,
    ledger: Ledger,
}

/// Sees when the ledger changes.
#[derive(Debug)]
struct Watch {
    ledger: Ledger,
    version: i64,
    changes: u64,
}

impl Pool {
    /// Opens the ledger; documents of a run that was stopped are resolved first.
    pub fn open(path: &Path) -> Result<Arc<Self>, LedgerError> {
        let first = Ledger::open_existing(path)?;
        if first.pending()? > 0 {
            Ledger::open(path)?.rebuild_events()?;
        }
        let version = first.data_version()?;
        Ok(Arc::new(Self {
            path: path.to_owned(),
            idle: Mutex::new(Vec::new()),
            past: Mutex::new(Vec::new()),
            watch: Mutex::new(Watch { ledger: first, version, changes: 0 }),
            permits: Arc::new(Semaphore::new(WIDTH)),
        }))
    }

    /// How often the ledger has changed since the server began.
    pub fn changes(&self) -> u64 {
        let mut watch = lock(&self.watch);
        if let Ok(version) = watch.ledger.data_version()
            && version != watch.version
        {
            watch.version = version;
            watch.changes += 1;
        }
        watch.changes
    }

    /// Asks the ledger, as of a date where one is given, on a thread that may wait.
    pub async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        as_of: Option<Edtf>,
        question: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let Ok(permit) = Arc::clone(&self.permits).acquire_owned().await else {
            return Err(Problem::busy());
        };
        let pool = Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            match as_of {
                None => pool.now(question),
                Some(date) => pool.then(&date, question),
            }
        });
        // A question that panics takes its connection with it, and nothing else.
        answer.await.unwrap_or_else(|_| Err(Problem::internal("a question failed")))
    }

    fn now<T>(&self, question: impl FnOnce(&Ledger) -> Result<T, Problem>) -> Result<T, Problem> {
        let idle = lock(&self.idle).pop();
        let ledger = match idle {
            Some(ledger) => ledger,
            None => Ledger::open_existing(&self.path)?,
        };
        let answer = question(&ledger);
        lock(&self.idle).push(ledger);
        answer
    }

    fn then<T>(
        &self,
        date: &Edtf,
        question: impl FnOnce(&Ledger) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let state = self.changes();
        let kept = {
            let mut past = lock(&self.past);
            past.retain(|p| p.state == state);
            past.iter().position(|p| p.date == date.as_str()).map(|i| past.remove(i))
        };
        let known = match kept {
            Some(known) => known,
            None => {
                let mut ledger = Ledger::open_existing(&self.path)?;
                ledger.as_of(date)?;
                Past { date: date.to_string(), state, ledger }
            }
        };
        let answer = question(&known.ledger);
        let mut past = lock(&self.past);
        past.retain(|p| p.date != known.date);
        past.insert(0, known);
        past.truncate(PAST);
        answer
    }
}

/// A lock that a panic elsewhere does not close for good: what lies behind is a list of connections.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
