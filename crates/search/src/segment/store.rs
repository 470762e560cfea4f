//! The index on disk: opens it, takes changes, merges segments and saves them.

use super::{
    IndexError,
    bits::{Bits, MAX_DOCUMENTS, has, ones, words_of},
    build::SegmentBuilder,
    codec::{Cursor, put, put_bytes},
    config::Config,
    file::{SectionWriter, Sections, Source},
    open::Segment,
    part::{Notes, Part},
    reader::Reader,
    record::{Key, Record},
    spelling::Spelling,
};
use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io::{BufWriter, ErrorKind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The file that names the segments.
const MANIFEST: &str = "index";
const LOCK: &str = "lock";
/// Segments of more documents are written to a file when they are merged, not when they are saved.
const IN_MEMORY: usize = 2_048;
/// So many segments of about the same size become one.
const MERGED: usize = 8;
/// A merge of at most so many documents is done with the change that asks for it.
const AT_ONCE: usize = 60;
/// Segments of fewer documents are merged with changes, and not by a job in the background.
const SMALL: usize = 64;
/// More lists of words than this are made one.
const SPELLINGS: usize = 8;

/// The index of one process. Two processes have a folder each: it is locked.
#[derive(Debug)]
pub struct IndexStore {
    folder: PathBuf,
    _lock: File,
    reader: Arc<Reader>,
    next: Arc<AtomicU64>,
    position: Vec<u8>,
    /// Files that no segment needs any more once the manifest is saved.
    obsolete: Vec<u64>,
}

/// What has changed of a document that need not be indexed again, such as its stock.
#[derive(Clone, Copy, Debug)]
pub struct Note<'a> {
    /// Whether it is among the first of a list now.
    pub available: bool,
    /// What [`Card::note`](super::Card::note) returns; the index does not read it.
    pub bytes: &'a [u8],
}

/// Segments to merge: see [`IndexStore::merge_job`].
#[derive(Debug)]
pub struct MergeJob {
    folder: PathBuf,
    parts: Vec<Arc<Part>>,
    file: u64,
    config: Arc<Config>,
}

/// Merged segments: see [`IndexStore::finish`].
#[derive(Debug)]
pub struct Merged {
    job: MergeJob,
    segment: Arc<Segment>,
}

/// An index that is built anew while the old one serves.
#[derive(Debug)]
pub struct Rebuild {
    folder: PathBuf,
    config: Arc<Config>,
    next: Arc<AtomicU64>,
    builder: SegmentBuilder,
    /// The segments so far. They are opened at the end: until then, their memory is the old index's
    /// and that of one segment.
    files: Vec<u64>,
}

fn segment_path(folder: &Path, file: u64) -> PathBuf {
    folder.join(format!("{file}.segment"))
}

/// Writes a file under another name first, so that it is whole or not there.
fn write_whole(
    path: &Path,
    write: impl FnOnce(BufWriter<File>) -> Result<BufWriter<File>, IndexError>,
) -> Result<(), IndexError> {
    let partial = path.with_extension("partial");
    let written = (|| {
        let out = write(BufWriter::with_capacity(1 << 16, File::create(&partial)?))?;
        let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        fs::rename(&partial, path)?;
        Ok(())
    })();
    if written.is_err() {
        // A full disk should not stay full.
        let _ = fs::remove_file(&partial);
    }
    written
}

fn sync_folder(folder: &Path) -> Result<(), IndexError> {
    Ok(File::open(folder)?.sync_all()?)
}

fn lock(folder: &Path) -> Result<File, IndexError> {
    fs::create_dir_all(folder)?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(IndexError::Locked(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn open_segment(folder: &Path, file: u64, resident: &[String]) -> Result<Segment, IndexError> {
    let opened = File::open(segment_path(folder, file)).map_err(|error| match error.kind() {
        ErrorKind::NotFound => IndexError::Corrupt("a missing file"),
        _ => error.into(),
    })?;
    Segment::open(Source::File(Arc::new(opened)), resident)
}

/// The words of names of segments.
fn spelling_of(parts: &[Arc<Part>]) -> Result<Spelling, IndexError> {
    let mut words = Vec::new();
    for part in parts {
        words.extend(part.segment.spelling()?);
        // Most are in every segment.
        if words.len() > 1 << 20 {
            words.sort_unstable();
            words.dedup();
        }
    }
    Ok(Spelling::new(words))
}

impl IndexStore {
    /// Creates an index without documents, instead of one that is there.
    ///
    /// # Errors
    /// If another process has the folder, or it cannot be written.
    pub fn create(folder: &Path, config: Config) -> Result<Self, IndexError> {
        let lock = lock(folder)?;
        remove_others(folder, &[])?;
        let mut store = Self {
            folder: folder.to_owned(),
            _lock: lock,
            reader: Arc::new(Reader::new(Vec::new(), Arc::new(config), Vec::new())),
            next: Arc::new(AtomicU64::new(1)),
            position: Vec::new(),
            obsolete: Vec::new(),
        };
        store.save(&[])?;
        Ok(store)
    }

    /// Opens the index in a folder.
    ///
    /// # Errors
    /// If there is none, another process has it, it is damaged, or of another kind.
    pub fn open(folder: &Path, config: Config) -> Result<Self, IndexError> {
        let lock = lock(folder)?;
        let manifest = match File::open(folder.join(MANIFEST)) {
            Ok(file) => Sections::open(Source::File(Arc::new(file)))?,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(IndexError::Missing(folder.to_owned()));
            }
            Err(error) => return Err(error.into()),
        };
        let manifest = manifest.whole(0)?;
        let mut cursor = Cursor::new(&manifest, "manifest");
        if u64::from_le_bytes(cursor.array()?) != config.kind {
            return Err(IndexError::Foreign("other settings or another version of the program"));
        }
        let next = cursor.number()?;
        let position = cursor.bytes()?.to_vec();
        let resident = config.resident();
        let (mut parts, mut files) = (Vec::new(), Vec::new());
        for _ in 0..cursor.size()? {
            let file = cursor.number()?;
            let segment = open_segment(folder, file, &resident)?;
            if segment.orders() != config.orders {
                return Err(IndexError::Foreign("other orders"));
            }
            let part = read_state(&mut cursor, Arc::new(segment))?;
            parts.push(Arc::new(part.in_file(file)));
            files.push(file);
        }
        remove_others(folder, &files)?;
        let spelling = vec![Arc::new(spelling_of(&parts)?)];
        Ok(Self {
            folder: folder.to_owned(),
            _lock: lock,
            reader: Arc::new(Reader::new(parts, Arc::new(config), spelling)),
            next: Arc::new(AtomicU64::new(next)),
            position,
            obsolete: Vec::new(),
        })
    }

    /// What to answer requests from, until the next change.
    #[must_use]
    pub fn reader(&self) -> Arc<Reader> {
        Arc::clone(&self.reader)
    }

    /// Up to where it had the changes when it was last saved, as given to [`IndexStore::save`].
    #[must_use]
    pub fn position(&self) -> &[u8] {
        &self.position
    }

    /// Takes other words of the merchant, and other texts of facets.
    pub fn set_config(&mut self, config: Arc<Config>) {
        self.reader = Arc::new(self.reader.with_config(config));
    }

    /// Takes new and changed documents, and those that are gone.
    ///
    /// # Errors
    /// If a segment cannot be read. Nothing has changed then.
    pub fn apply(&mut self, changed: Vec<Record>, gone: &[Key]) -> Result<(), IndexError> {
        let mut parts = self.reader.parts.clone();
        let mut spelling = self.reader.spelling.clone();
        // Of several records of a document, the last counts.
        let changed: BTreeMap<Key, Record> =
            changed.into_iter().map(|record| (record.key, record)).collect();
        for key in changed.keys().chain(gone).copied() {
            for part in &mut parts {
                let found = part.segment.number_of(key).filter(|number| part.is_live(*number));
                if let Some(number) = found {
                    Arc::make_mut(part).delete(number);
                }
            }
        }
        let config = &self.reader.config;
        let mut changed = changed.into_values().peekable();
        while changed.peek().is_some() {
            let mut builder = SegmentBuilder::new(config.orders);
            for record in changed.by_ref().take(MAX_DOCUMENTS) {
                builder.add(record)?;
            }
            let bytes = builder.finish(Vec::new())?;
            let segment = Segment::open(Source::Memory(bytes.into()), &config.resident())?;
            let mut words = segment.spelling()?;
            words.retain(|word| !spelling.iter().any(|known| known.has(word)));
            if !words.is_empty() {
                spelling.push(Arc::new(Spelling::new(words)));
            }
            parts.push(Arc::new(Part::new(Arc::new(segment))));
        }
        parts.retain(|part| part.live > 0 || part.file.is_some());
        if spelling.len() > SPELLINGS {
            // The first list is large and rarely gets new words.
            let others: Vec<String> = spelling
                .drain(1..)
                .flat_map(|list| list.words().map(str::to_owned).collect::<Vec<_>>())
                .collect();
            spelling.push(Arc::new(Spelling::new(others)));
        }
        self.reader = Arc::new(Reader::new(parts, Arc::clone(config), spelling));
        while let Some(job) = self.merge_job_of(AT_ONCE) {
            let merged = job.run()?;
            self.finish(merged);
        }
        Ok(())
    }

    /// Notes something on a document. Takes microseconds. Returns whether there is such a document.
    pub fn note(&mut self, key: Key, note: Note<'_>) -> bool {
        let mut parts = self.reader.parts.clone();
        for part in &mut parts {
            let found = part.segment.number_of(key).filter(|number| part.is_live(*number));
            if let Some(number) = found {
                let part = Arc::make_mut(part);
                if note.available {
                    part.make_available(number);
                } else {
                    part.make_unavailable(number);
                }
                part.notes.put(number, note.bytes.into());
                self.reader = Arc::new(self.reader.with_same_words(parts));
                return true;
            }
        }
        false
    }

    /// Segments that should become one, if any. Merging them takes up to a few seconds: run the job
    /// in the background, where changes may go on, and then call [`IndexStore::finish`].
    #[must_use]
    pub fn merge_job(&self) -> Option<MergeJob> {
        self.merge_job_of(MAX_DOCUMENTS)
    }

    fn merge_job_of(&self, max: usize) -> Option<MergeJob> {
        let parts = merged_parts(&self.reader.parts, max)?;
        Some(MergeJob {
            folder: self.folder.clone(),
            parts,
            file: self.next.fetch_add(1, Ordering::Relaxed),
            config: Arc::clone(&self.reader.config),
        })
    }

    /// Puts the merged segment in the place of those that it was made from, with what has changed
    /// in the meantime.
    pub fn finish(&mut self, merged: Merged) {
        let Merged { job, segment } = merged;
        let mut parts = self.reader.parts.clone();
        let mut part = Part::new(segment);
        part.file = (!part.segment.in_memory()).then_some(job.file);
        let place = |parts: &[Arc<Part>], before: &Arc<Part>| {
            parts.iter().position(|own| Arc::ptr_eq(&own.segment, &before.segment))
        };
        if job.parts.iter().any(|before| place(&parts, before).is_none()) {
            // The index was replaced, or one of them was merged or saved in the meantime.
            self.obsolete.extend(part.file);
            return;
        }
        for before in &job.parts {
            let Some(at) = place(&parts, before) else { continue };
            let now = parts.remove(at);
            part.carry(before, &now);
            self.obsolete.extend(now.file);
        }
        if part.live > 0 {
            parts.push(Arc::new(part));
        } else {
            self.obsolete.extend(part.file);
        }
        let (config, spelling) = (Arc::clone(&self.reader.config), self.reader.spelling.clone());
        self.reader = Arc::new(Reader::new(parts, config, spelling));
    }

    /// Begins to build the index anew. Changes in the meantime must be applied again after
    /// [`IndexStore::replace`].
    #[must_use]
    pub fn rebuild(&self, config: Config) -> Rebuild {
        Rebuild {
            folder: self.folder.clone(),
            builder: SegmentBuilder::new(config.orders),
            config: Arc::new(config),
            next: Arc::clone(&self.next),
            files: Vec::new(),
        }
    }

    /// Serves the index that was built anew, and saves it.
    ///
    /// # Errors
    /// If it cannot be written; the old one stays.
    pub fn replace(&mut self, mut built: Rebuild, position: &[u8]) -> Result<(), IndexError> {
        built.flush()?;
        let (config, mut parts) = (Arc::clone(&built.config), Vec::new());
        for &file in &built.files {
            let segment = open_segment(&self.folder, file, &config.resident())?;
            parts.push(Arc::new(Part::new(Arc::new(segment)).in_file(file)));
        }
        let spelling = vec![Arc::new(spelling_of(&parts)?)];
        let fresh = Arc::new(Reader::new(parts, config, spelling));
        let before = std::mem::replace(&mut self.reader, fresh);
        if let Err(error) = self.save(position) {
            self.reader = before;
            return Err(error);
        }
        // They are the index now.
        built.files.clear();
        self.obsolete.extend(before.parts.iter().filter_map(|part| part.file));
        self.remove_obsolete();
        Ok(())
    }

    /// Saves what has changed, with the position of the last change that it has.
    ///
    /// # Errors
    /// If it cannot be written. What was saved before is still whole.
    pub fn save(&mut self, position: &[u8]) -> Result<(), IndexError> {
        let mut parts = self.reader.parts.clone();
        for part in parts.iter_mut().filter(|part| part.file.is_none()) {
            let file = self.next.fetch_add(1, Ordering::Relaxed);
            let path = segment_path(&self.folder, file);
            let bytes = part.segment.bytes()?;
            write_whole(&path, |mut out| {
                std::io::Write::write_all(&mut out, &bytes)?;
                Ok(out)
            })?;
            let segment = open_segment(&self.folder, file, &self.reader.config.resident())?;
            segment.take_columns(&part.segment);
            drop(bytes);
            let part = Arc::make_mut(part);
            (part.segment, part.file) = (Arc::new(segment), Some(file));
        }
        let mut manifest = Vec::new();
        manifest.extend_from_slice(&self.reader.config.kind.to_le_bytes());
        put(&mut manifest, self.next.load(Ordering::Relaxed));
        put_bytes(&mut manifest, position);
        put(&mut manifest, parts.len() as u64);
        for part in &parts {
            put(&mut manifest, part.file.unwrap_or_default());
            write_state(&mut manifest, part);
        }
        sync_folder(&self.folder)?;
        write_whole(&self.folder.join(MANIFEST), |out| {
            let mut out = SectionWriter::new(out)?;
            out.section(&manifest)?;
            Ok(out.finish()?)
        })?;
        sync_folder(&self.folder)?;
        self.reader = Arc::new(self.reader.with_same_words(parts));
        self.position = position.to_vec();
        self.remove_obsolete();
        Ok(())
    }

    fn remove_obsolete(&mut self) {
        for file in self.obsolete.drain(..) {
            // Requests that still read it have it open. If this fails, the next start removes it.
            let _ = fs::remove_file(segment_path(&self.folder, file));
        }
    }
}

/// Removes files that no manifest names: of a build that was interrupted, or merged segments.
fn remove_others(folder: &Path, files: &[u64]) -> Result<(), IndexError> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let number = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let is_named = number.parse().is_ok_and(|number| files.contains(&number));
        let is_own = path.extension().is_some_and(|end| end == "segment" || end == "partial");
        if is_own && !is_named {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Which segments to merge.
fn merged_parts(parts: &[Arc<Part>], max: usize) -> Option<Vec<Arc<Part>>> {
    // Small ones of about the same size: 1 to 7 documents, 8 to 63, and so on.
    let size = |part: &Arc<Part>| part.live.max(1).ilog2() / 3;
    let largest = MAX_DOCUMENTS.ilog2() / 3;
    for wanted in 0..largest {
        let mut alike: Vec<Arc<Part>> =
            parts.iter().filter(|part| size(part) == wanted).cloned().collect();
        if alike.len() < MERGED {
            continue;
        }
        alike.sort_by_key(|part| part.live);
        let mut room = max;
        alike.retain(|part| {
            let fits = part.live <= room;
            room -= if fits { part.live } else { 0 };
            fits
        });
        if alike.len() >= MERGED / 2 {
            return Some(alike);
        }
    }
    // One of which a third is gone, with small ones that it has room for.
    let worn = parts.iter().find(|part| {
        let gone = part.segment.documents() - part.live;
        part.live <= max && gone > 64 && gone * 3 > part.segment.documents()
    })?;
    let mut taken = vec![Arc::clone(worn)];
    let mut room = max - worn.live;
    for part in parts {
        let is_smaller = part.live >= SMALL && part.live * 4 <= worn.live;
        if !Arc::ptr_eq(part, worn) && is_smaller && part.live <= room {
            room -= part.live;
            taken.push(Arc::clone(part));
        }
    }
    Some(taken)
}

impl MergeJob {
    /// How many documents are merged.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.parts.iter().map(|part| part.live).sum()
    }

    /// Merges the segments.
    ///
    /// # Errors
    /// If one cannot be read, or the new one cannot be written.
    pub fn run(self) -> Result<Merged, IndexError> {
        let mut builder = SegmentBuilder::new(self.config.orders);
        self.parts.iter().try_for_each(|part| builder.merge(part))?;
        let resident = self.config.resident();
        let segment = if builder.len() <= IN_MEMORY {
            let bytes = builder.finish(Vec::new())?;
            Segment::open(Source::Memory(bytes.into()), &resident)?
        } else {
            write_whole(&segment_path(&self.folder, self.file), |out| builder.finish(out))?;
            open_segment(&self.folder, self.file, &resident)?
        };
        Ok(Merged { job: self, segment: Arc::new(segment) })
    }
}

impl Rebuild {
    /// Adds a document. Each key comes once.
    ///
    /// # Errors
    /// If a segment cannot be written.
    pub fn add(&mut self, record: Record) -> Result<(), IndexError> {
        if self.builder.len() == MAX_DOCUMENTS {
            self.flush()?;
        }
        self.builder.add(record)
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        let fresh = SegmentBuilder::new(self.config.orders);
        let builder = std::mem::replace(&mut self.builder, fresh);
        if builder.len() == 0 {
            return Ok(());
        }
        let file = self.next.fetch_add(1, Ordering::Relaxed);
        write_whole(&segment_path(&self.folder, file), |out| builder.finish(out))?;
        self.files.push(file);
        Ok(())
    }
}

impl Drop for Rebuild {
    /// Removes the files of a build that was given up.
    fn drop(&mut self) {
        for &file in &self.files {
            // If this fails, the next start removes it.
            let _ = fs::remove_file(segment_path(&self.folder, file));
        }
    }
}

fn write_state(out: &mut Vec<u8>, part: &Part) {
    let documents = part.segment.documents();
    Bits::new(&ones(&part.deleted).collect::<Vec<u16>>(), documents).write(out);
    Bits::new(&ones(&part.available).collect::<Vec<u16>>(), documents).write(out);
    let notes: Vec<_> = part.notes.iter().filter(|(number, _)| part.is_live(*number)).collect();
    put(out, notes.len() as u64);
    for (number, note) in notes {
        put(out, u64::from(number));
        put_bytes(out, note);
    }
}

fn read_state(cursor: &mut Cursor<'_>, segment: Arc<Segment>) -> Result<Part, IndexError> {
    let mut words = || -> Result<Arc<[u64]>, IndexError> {
        let mut words = vec![0; words_of(segment.documents())];
        Bits::read(cursor)?.add_to(&mut words);
        Ok(words.into())
    };
    let (deleted, available) = (words()?, words()?);
    let mut notes = Notes::default();
    for _ in 0..cursor.size()? {
        let number = u16::try_from(cursor.number()?).map_err(|_| cursor.corrupt())?;
        notes.put(number, cursor.bytes()?.into());
    }
    Ok(Part::saved(segment, deleted, available, notes))
}

impl Part {
    /// Takes what has changed in a segment, of which this one has the documents, since then.
    fn carry(&mut self, before: &Self, now: &Self) {
        for (number, key) in (0..=u16::MAX).zip(before.segment.keys()) {
            if !before.is_live(number) {
                continue;
            }
            let Some(own) = self.segment.number_of(*key) else { continue };
            if !now.is_live(number) {
                self.delete(own);
            } else if has(&now.available, number) {
                self.make_available(own);
            } else {
                self.make_unavailable(own);
            }
            if let Some(note) = now.notes.get(number).filter(|_| now.is_live(number)) {
                self.notes.put(own, Arc::clone(note));
            }
        }
    }
}
