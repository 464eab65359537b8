//! Putting files in their places: whole or not at all.
//!
//! A file is written beside its place, brought to the disk, and only then takes its place. Until then it has no name where the
//! system can do that, so that nothing of it is left however the process ends; elsewhere it has a temporary one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

const BUFFER: usize = 1 << 16;

/// What is to stand at a path.
#[derive(Debug)]
pub(super) enum Content {
    /// A file without a name on the disk of its place.
    #[cfg(target_os = "linux")]
    Nameless(File),
    /// A file under a temporary name in the folder of its place.
    Temporary(NamedTempFile),
    /// Text for what is no regular file, such as `/dev/null`, and cannot be replaced.
    Direct(Vec<u8>),
}

/// Writes a file whole or not at all: whatever stood there stays until the new text is on the disk.
///
/// # Errors
/// What the system says; whatever stood there before still stands.
pub fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    prepare(path, &mut |out| out.write_all(text))?.place(path)
}

/// Writes what is to stand at `path` beside it, flushed to the disk, with the rights of what it replaces, or else those that a
/// new file would have.
pub(super) fn prepare(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Content> {
    let existing = fs::metadata(path).ok();
    if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if existing.as_ref().is_some_and(|existing| !existing.is_file()) {
        let mut text = Vec::new();
        write(&mut text)?;
        return Ok(Content::Direct(text));
    }
    let content = Content::beside(&target(path))?;
    if let Some(file) = content.file() {
        fill(file, write)?;
        if let Some(existing) = existing {
            file.set_permissions(existing.permissions())?;
        }
        file.sync_all()?;
    }
    Ok(content)
}

fn fill(file: &File, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut writer = BufWriter::with_capacity(BUFFER, file);
    write(&mut writer)?;
    writer.flush()
}

/// An empty file under a temporary name beside a path.
pub(super) fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    fs::metadata(folder)?;
    // The temporary name in the library's own message would tell nobody anything.
    builder().tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Puts a file that is whole and on the disk in its place. A link stays a link: what it leads to is replaced.
pub(super) fn put<F>(file: NamedTempFile<F>, path: &Path) -> io::Result<()> {
    let target = target(path);
    file.persist(&target).map_err(|error| error.error)?;
    File::open(folder_of(&target))?.sync_all()
}

impl Content {
    /// An empty file beside a path.
    fn beside(path: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = nameless::file(folder_of(path)) {
            return Ok(Self::Nameless(file));
        }
        temporary(path).map(Self::Temporary)
    }

    fn file(&self) -> Option<&File> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file) => Some(file),
            Self::Temporary(file) => Some(file.as_file()),
            Self::Direct(_) => None,
        }
    }

    /// Puts it there.
    pub(super) fn place(self, path: &Path) -> io::Result<()> {
        match self {
            Self::Direct(text) => File::create(path)?.write_all(&text),
            Self::Temporary(file) => put(file, path),
            #[cfg(target_os = "linux")]
            Self::Nameless(file) => {
                // A name is given to a file only where nothing has it yet.
                let beside = target(path);
                put(builder().make_in(folder_of(&beside), |name| nameless::name(&file, name))?, path)
            }
        }
    }
}

/// Where a path leads.
fn target(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Files without a name, which the system takes away with the process that has them open.
#[cfg(target_os = "linux")]
mod nameless {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, OFlags, linkat};

    const OPEN: &str = "/proc/self/fd";

    /// An empty file on the disk of a folder; none where the system has none, or could not name it later.
    pub(super) fn file(folder: &Path) -> Option<File> {
        let flags = OFlags::TMPFILE.bits().cast_signed();
        let file = File::options().write(true).mode(0o666).custom_flags(flags).open(folder);
        file.ok().filter(|_| Path::new(OPEN).exists())
    }

    /// Gives such a file a name that nothing has yet.
    pub(super) fn name(file: &File, name: &Path) -> io::Result<()> {
        let open = format!("{OPEN}/{}", file.as_raw_fd());
        linkat(CWD, open, CWD, name, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_has_a_name_before_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.csv");
        for text in ["new", "newer"] {
            let before = names(folder.path());
            let content = prepare(&path, &mut |out| out.write_all(text.as_bytes())).unwrap();
            // Not every disk has files without names.
            assert_eq!(names(folder.path()) == before, nameless::file(folder.path()).is_some());
            content.place(&path).unwrap();
            assert_eq!(names(folder.path()), ["r.csv"]);
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_replaces_a_file_has_its_rights_and_stands_where_a_link_leads() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (link, file) = (folder.path().join("link"), elsewhere.path().join("file"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        replace(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
