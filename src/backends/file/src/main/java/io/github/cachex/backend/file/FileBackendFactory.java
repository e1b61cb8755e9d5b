// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes the backend that is meant where a folder is configured. */
public final class FileBackendFactory implements BackendFactory {
    private static final long LEAST = 1 << 20;
    private static final Set<String> REMOTE =
            Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "9p", "ceph");
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");

    @Override
    public String type() {
        return FileStore.TYPE;
    }

    @Override
    public List<ConfigKey> keys() {
        return FileKeys.all();
    }

    @Override
    public boolean isMeant(BackendContext context) {
        return context.text(FileKeys.FOLDER).isPresent();
    }

    @Override
    public boolean othersMayWrite() {
        return true;
    }

    @Override
    public CacheBackend create(BackendContext context) {
        long most = context.number(FileKeys.MAX_SIZE, LEAST, Long.MAX_VALUE / 2);
        Optional<Path> folder = folder(context);
        if (folder.isEmpty() || context.hasProblems()) {
            throw noted();
        }
        try {
            FileStore store = new FileStore(folder.get());
            Sweeper sweeper = new Sweeper(store, context.clock(), most);
            store.sweptBy(sweeper);
            sweeper.start();
            return new CasBackend(FileStore.TYPE, store, context.clock());
        } catch (IOException e) {
            context.problem(FileKeys.FOLDER, "cannot be used: " + said(e), "name a folder that this user may write");
            throw noted();
        }
    }

    private static IllegalStateException noted() {
        return new IllegalStateException("the configuration of files has problems, which have been noted");
    }

    private static String said(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    private static Optional<Path> folder(BackendContext context) {
        Optional<String> text = context.text(FileKeys.FOLDER);
        if (text.isEmpty()) {
            context.problem(FileKeys.FOLDER, "is not set", "name a folder of this host");
            return Optional.empty();
        }
        try {
            Path folder = Path.of(text.get()).toAbsolutePath().normalize();
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                make(folder);
            }
            return isRight(context, folder) ? Optional.of(folder) : Optional.empty();
        } catch (InvalidPathException e) {
            context.problem(FileKeys.FOLDER, "is no path: " + e.getReason(), "write the path of a folder");
        } catch (IOException e) {
            context.problem(
                    FileKeys.FOLDER, "cannot be made: " + said(e), "name a folder whose parent this user may write");
        }
        return Optional.empty();
    }

    private static void make(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        } catch (FileAlreadyExistsException e) {
            // Another JVM has just made it; it is looked at like any other.
        }
    }

    private static boolean isRight(BackendContext context, Path folder) throws IOException {
        Optional<String> problem = Optional.empty();
        String remedy = "name a folder that this user owns, or let it be made";
        PosixFileAttributeView rights =
                Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        String system = Files.getFileStore(folder).type();
        if (Files.isSymbolicLink(folder)) {
            problem = Optional.of("is a link, which could lead elsewhere tomorrow");
            remedy = "name the folder itself";
        } else if (!Files.isDirectory(folder)) {
            problem = Optional.of("is no folder");
        } else if (isRemote(system)) {
            problem = Optional.of("is on a network file system (" + system + "), whose locks are not to be relied on");
            remedy = "name a folder on a disk of this host";
        } else if (rights == null) {
            problem = Optional.of("is on a file system that knows no rights of users");
            remedy = "name a folder on another disk";
        } else if (isWrittenByOthers(rights.readAttributes().permissions())) {
            problem = Optional.of("may be written by others, who could put values into it");
            remedy = "take that right away: chmod 700";
        } else if (!Files.isWritable(folder)) {
            problem = Optional.of("may not be written");
        }
        String how = remedy;
        problem.ifPresent(said -> context.problem(FileKeys.FOLDER, said, how));
        return problem.isEmpty();
    }

    /** Returns whether a file system of the type {@code system} is on another host. */
    static boolean isRemote(String system) {
        return REMOTE.contains(system.toLowerCase(Locale.ROOT));
    }

    private static boolean isWrittenByOthers(Set<PosixFilePermission> rights) {
        return rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
