package org.parvis.gateway.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServerBinariesTest {

    @TempDir
    private Path place;

    private Path home;
    private Path data;

    @BeforeEach
    void makeBoth() throws Exception {
        // The server's user goes through all of them, as an ordinary user when this is root.
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = Files.createDirectory(place.resolve("home"));
        data = Files.createDirectory(place.resolve("data"));
    }

    @Test
    void theyAreUnpackedBesideTheDataUnlessTheProgramHasThem() throws Exception {
        ServerUser user = ServerUser.of(data);
        Path unpacked = ServerBinaries.find(Optional.of(home), user, data);
        assertThat(unpacked.getParent()).isEqualTo(data);
        assertThat(unpacked.resolve("bin/initdb")).isExecutable();

        Path installed = Files.move(unpacked, home.resolve(unpacked.getFileName()));
        assertThat(ServerBinaries.find(Optional.of(home), user, data)).isEqualTo(installed);
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void theServersUserMustBeAbleToEnterThem() throws Exception {
        ServerUser user = ServerUser.of(data);
        Path unpacked = ServerBinaries.find(Optional.empty(), user, data);
        Path closed = Files.createDirectory(home.resolve(unpacked.getFileName()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Assumptions.assumeThat(user.reaches(closed)).as("a server that is not run by somebody else").isFalse();
        assertThat(ServerBinaries.find(Optional.of(home), user, data)).isEqualTo(unpacked);
    }
}
