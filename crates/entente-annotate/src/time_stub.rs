//! Stand-in.
use entente_lang::{Pack, PackError};
use entente_text::{Edtf, TimeExpression};
#[derive(Debug)]
pub struct Tagger;
#[derive(Debug, Default)]
pub struct Context {
    pub published: Option<Edtf>,
}
pub struct Tagged {
    pub expression: TimeExpression,
}
impl Tagger {
    pub fn new(_: &Pack) -> Result<Self, PackError> {
        Ok(Self)
    }
    pub fn tag(&self, _: &str, _: &Context) -> Vec<Tagged> {
        Vec::new()
    }
}
pub fn resolve_in_text(_: &mut [Tagged], _: Option<&Edtf>) {}
