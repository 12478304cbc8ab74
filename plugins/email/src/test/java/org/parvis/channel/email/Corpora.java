package org.parvis.channel.email;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Real messages beside the repository, where they are there. */
public final class Corpora {

    private Corpora() {
    }

    /** Skips the test when the corpora are not there. */
    public static Path mail() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path mail = folder.resolve("shared/corpora/mail");
            if (Files.isDirectory(mail)) {
                return mail;
            }
        }
        assumeTrue(false, "no folder shared/corpora/mail beside the repository");
        throw new AssertionError("The assumption above ends the test");
    }
}
