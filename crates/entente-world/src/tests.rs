//! The reference world: codes, names, roles; rows that are wrong.

use super::*;
use std::collections::BTreeSet;

fn loaded() -> World {
    World::load(&WorldTexts::embedded()).unwrap()
}

#[test]
fn the_embedded_files_load() {
    let world = loaded();
    assert_eq!(world.polities().len(), World::embedded().polities().len());
    let of = |kind| world.polities().iter().filter(|p| p.kind == kind).count();
    let acting = of(PolityKind::Igo) + of(PolityKind::Alliance) + of(PolityKind::Bloc);
    assert!(acting >= 90, "{acting} organisations");
    assert!(of(PolityKind::Group) >= 30, "{} groups", of(PolityKind::Group));
    // 249 entries of ISO 3166-1, Kosovo and four states that are no more.
    assert_eq!(of(PolityKind::State) + of(PolityKind::Territory), 254);
    assert!(world.roles().len() >= 50);
    for lang in ["vi", "en"] {
        let places = world.aliases(lang).iter().filter(|a| a.class == AliasClass::Place).count();
        assert!(places >= 350, "{lang}: {places} places");
    }
}

#[test]
fn every_polity_has_a_name_in_every_language() {
    let world = loaded();
    for lang in world.languages() {
        let named: BTreeSet<&str> = world
            .aliases(lang)
            .iter()
            .filter(|a| matches!(a.class, AliasClass::Name | AliasClass::Acronym))
            .map(|a| a.code.as_str())
            .collect();
        // Organisations that are no polities are named where their acts are to be coded.
        for polity in world.polities().iter().filter(|p| p.kind != PolityKind::Ngo) {
            assert!(named.contains(polity.code.as_str()), "{} has no name in {lang}", polity.code);
        }
    }
}

#[test]
fn every_state_has_its_capital() {
    let world = loaded();
    // The capital bears the name of the state itself.
    let same = ["MCO", "SGP", "LUX", "SMR", "VAT", "DJI"];
    // No state any more, or a capital that the press names only with its state.
    let none = ["SUN", "YUG", "DDR", "CSK", "BEL", "CHL", "CRI"];
    for polity in world.polities().iter().filter(|p| p.kind == PolityKind::State) {
        let has = world.names(&polity.code, "vi").iter().any(|a| a.class == AliasClass::Metonym);
        let excused = same.contains(&polity.code.as_str()) || none.contains(&polity.code.as_str());
        assert!(has || excused, "{} has no capital", polity.code);
    }
}

#[test]
fn a_name_of_two_polities_has_a_rule_that_tells_them_apart() {
    let world = loaded();
    for lang in world.languages() {
        let mut bare: BTreeMap<&str, &str> = BTreeMap::new();
        for alias in world.aliases(lang).iter().filter(|a| a.rules.is_empty()) {
            let other = bare.insert(&alias.text, &alias.code);
            assert_eq!(other, None, "{lang}: {} is {other:?} and {}", alias.text, alias.code);
        }
        let mut all: BTreeSet<(&str, &str)> = BTreeSet::new();
        for alias in world.aliases(lang) {
            assert!(all.insert((&alias.code, &alias.text)), "{lang}: {} {} twice", alias.code, alias.text);
        }
    }
}

#[test]
fn what_is_typed_is_found() {
    let world = World::embedded();
    for (typed, expected) in [
        ("JPN", "JPN"),
        ("jpn", "JPN"),
        ("Nhật Bản", "JPN"),
        ("Nhat Ban", "JPN"),
        ("NHẬT BẢN", "JPN"),
        ("Japan", "JPN"),
        ("han quoc", "KOR"),
        ("duc", "DEU"),
        ("Đức", "DEU"),
        ("a rap xe ut", "SAU"),
        ("nato", "NATO"),
        ("Liên hợp quốc", "UN"),
        ("hoi dong bao an", "UNSC"),
        ("binh nhuong", "PRK"),
        ("Moscow", "RUS"),
        ("Việt Nam", "VNM"),
        ("viet nam", "VNM"),
        ("my", "USA"),
        ("p5+1", "P5P1"),
        ("hezbollah", "HEZBOLLAH"),
    ] {
        let found: Vec<&str> = world.find(typed).iter().map(|p| p.code.as_str()).collect();
        assert_eq!(found.first(), Some(&expected), "{typed:?}: {found:?}");
    }
    assert!(world.find("").is_empty());
    assert!(world.find("không có nước nào tên thế").is_empty());
}

#[test]
fn a_beginning_finds_all_that_begin_so() {
    let found = World::embedded().find("Guin");
    let codes: Vec<&str> = found.iter().map(|p| p.code.as_str()).collect();
    assert!(codes.contains(&"GIN") && codes.contains(&"GNB"), "{codes:?}");
}

/// Loads one row beside the least that a world needs, and gives the message.
fn complaint(file: &str, row: &str) -> String {
    let polities = format!(
        "code\tkind\twikidata\tparent\tdecision\tname_en\tname_vi\nJPN\tstate\tQ17\t\t\tJapan\tNhật Bản\n{}",
        if file == "polities" { row } else { "" }
    );
    let roles = format!("role\tkind\tname_en\tname_vi\n{}", if file == "roles" { row } else { "" });
    let names = format!("# names\ncode\talias\tclass\trule\n{}", if file == "names" { row } else { "" });
    let texts =
        WorldTexts { polities: &polities, roles: &roles, names: BTreeMap::from([("vi", names.as_str())]) };
    World::load(&texts).map_or_else(|e| e.to_string(), |_| String::new())
}

#[test]
fn a_wrong_row_is_told_with_its_place() {
    for (file, row, expected) in [
        ("polities", "FRA\tland\t\t\t\tFrance\tPháp", "world/polities.tsv:3: \"land\" is none of state"),
        ("polities", "fra\tstate\t\t\t\tFrance\tPháp", "world/polities.tsv:3: \"fra\" is no code"),
        (
            "polities",
            "FRA\tstate\t142\t\t\tFrance\tPháp",
            "world/polities.tsv:3: \"142\" is no item of Wikidata",
        ),
        ("polities", "FRA\tstate\t\tEU\t\tFrance\tPháp", "world/polities.tsv:3: the parent EU has no row"),
        (
            "polities",
            "FRA\tstate\t\t\tall\tFrance\tPháp",
            "world/polities.tsv:3: \"all\" is none of consensus",
        ),
        ("polities", "FRA\tstate\t\t\t\tFrance", "world/polities.tsv:3: 6 columns where there should be 7"),
        ("polities", "JPN\tstate\t\t\t\tJapan\tNhật Bản", "JPN has two rows"),
        ("names", "FRA\tPháp\tname\t", "world/names/vi.tsv:3: FRA is no code of polities.tsv"),
        ("names", "JPN\tNhật\tnickname\t", "world/names/vi.tsv:3: \"nickname\" is none of name"),
        (
            "names",
            "JPN\tNhật\tshort\tbefore:x",
            "world/names/vi.tsv:3: \"before:x\" is no rule: write compound",
        ),
        ("names", "JPN\tNhật\tshort\tnot_before:", "world/names/vi.tsv:3: \"not_before:\" is no rule"),
        ("roles", "king\t\tKing\tVua", "world/roles.tsv:2: the kind is missing"),
        ("names", "JPN\tNhật\tshort\tcompound;not_before:Tân|Lệ", ""),
    ] {
        let message = complaint(file, row);
        assert!(
            message.contains(expected) && (message.is_empty() == expected.is_empty()),
            "{row:?}: {message}"
        );
    }
}

/// The second column of a file of a language pack.
fn column(text: &str, at: usize) -> impl Iterator<Item = &str> {
    text.lines().filter(|l| !l.starts_with('#')).skip(1).filter_map(move |l| l.split('\t').nth(at))
}

#[test]
fn the_roles_of_language_packs_and_office_holders_are_known() {
    let world = World::embedded();
    let packs = [
        include_str!("../../../lang/vi/people/roles.tsv"),
        include_str!("../../../lang/en/people/roles.tsv"),
    ];
    for text in packs {
        for role in column(text, 1) {
            assert!(world.role(role).is_some(), "{role} has no row in roles.tsv");
        }
    }
    let history = history::History::embedded();
    for role in history.offices().iter().map(|o| o.role).chain(history.persons().iter().map(|p| p.role)) {
        assert!(world.role(role).is_some(), "{role} has no row in roles.tsv");
    }
}

#[test]
fn the_nouns_by_a_name_are_of_known_classes() {
    let packs = [
        include_str!("../../../lang/vi/organisations/bodies.tsv"),
        include_str!("../../../lang/en/organisations/bodies.tsv"),
    ];
    let outside = ["person_group", "company", "media", "expert", "place", "thing"];
    for text in packs {
        for (body, agentive) in column(text, 1).zip(column(text, 3)) {
            assert!(["yes", "no"].contains(&agentive), "{body}: {agentive}");
            assert_eq!(agentive == "no", outside.contains(&body), "{body}: {agentive}");
        }
    }
}
