package org.parvis.gateway.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The demo on free ports with data of its own, started once for all the classes of a test run and stopped after the last. The plugins are
 * those that were packaged: {@code target/parvis/plugins}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DemoGateway DEMO = new DemoGateway();
 * }</pre>
 *
 * <p>Classes share the town: a test that changes a conversation begins one of its own first.
 */
public final class DemoGateway implements BeforeAllCallback {

    private @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(Running.class, type -> Running.start(),
                Running.class);
    }

    /** Where the desk is, without a trailing slash. */
    public URI address() {
        return running().demo.address();
    }

    /** Of every account: amina, marc, claire (administrator), sophie and malik (leads), emma (English), ... */
    public String password() {
        return Townspeople.PASSWORD;
    }

    /** The service's mailbox. */
    public String mailbox() {
        return DemoMail.ADDRESS;
    }

    public int smtp() {
        return running().demo.smtp();
    }

    /** Anybody's mail, with any password. */
    public int imap() {
        return running().demo.imap();
    }

    /** What whoever starts the demo reads. */
    List<String> said() {
        return running().said;
    }

    Path directory() {
        return running().directory;
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("DemoGateway is a static @RegisterExtension field");
        }
        return running;
    }

    /** Stopped by JUnit after the last test. */
    record Running(Demo demo, Path directory, List<String> said) implements AutoCloseable {

        static Running start() {
            List<String> said = new CopyOnWriteArrayList<>();
            try {
                Path directory = fresh();
                return new Running(
                        Demo.start(new Demo.Place(Path.of("../target/parvis").toAbsolutePath().normalize(), directory, 0, 1), said::add),
                        directory, said);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        /** Where the database's own user can go as well. */
        private static Path fresh() throws IOException {
            Path shared = Path.of(System.getProperty("java.io.tmpdir"), "parvis-test-" + System.getProperty("user.name"));
            Files.createDirectories(shared);
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
            return Files.createDirectory(shared.resolve("demo-" + UUID.randomUUID()));
        }

        @Override
        public void close() throws IOException {
            demo.close();
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
