package org.parvis.gateway.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.ChannelException;
import org.parvis.gateway.Gateway;
import org.parvis.gateway.configuration.GatewayConfiguration;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseAddress;
import org.parvis.gateway.database.EmbeddedPostgres;
import org.parvis.gateway.database.Migrations;

/** The demo as a whole: its database, its mail server, its town, and a gateway on top as any other. */
public final class Demo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int SMTP = 2525;
    private static final int IMAP = 1143;
    private static final int CONNECTIONS = 6;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Consumer<String> say;
    private URI address = URI.create("http://127.0.0.1");
    private int smtp;
    private int imap;
    private URI social = URI.create("http://127.0.0.1");

    private Demo(Consumer<String> say) {
        this.say = say;
    }

    /**
     * Where the demo runs.
     *
     * @param home      the installation, with its plugins
     * @param directory where the demo keeps its data; made if it is not there
     * @param http      the port wanted, 0 for any; the mail server's ports are any as well then
     * @param nodes     how many gateways: one in this process, or several in processes of their own with one address in front
     */
    public record Place(Path home, Path directory, int http, int nodes) {

        /** Two cores run some nodes, not many. */
        public static final int MOST_NODES = 9;

        public Place {
            if (nodes < 1 || nodes > MOST_NODES) {
                throw new IllegalArgumentException("A demo has from 1 to " + MOST_NODES + " nodes, not " + nodes);
            }
        }
    }

    /**
     * Starts everything and returns when the gateway can be used. Blocking: some seconds the first time, fewer later.
     *
     * @param say is given the lines for whoever started it; the last is {@code ready: } and the address
     */
    public static Demo start(Place place, Consumer<String> say) throws InterruptedException, IOException {
        Demo demo = new Demo(say);
        boolean started = false;
        try {
            demo.start(place);
            started = true;
            return demo;
        } catch (ChannelException refused) {
            throw new IOException("The past of the town could not be told", refused);
        } finally {
            if (!started) {
                demo.close();
            }
        }
    }

    /** Where the desk is, without a trailing slash. */
    public URI address() {
        return address;
    }

    /** The port on which the town's mail server takes mail in. */
    public int smtp() {
        return smtp;
    }

    /** The port on which anybody's mail can be read. */
    public int imap() {
        return imap;
    }

    /** Where the stand-in for a social network is told what somebody says there: {@link MastodonStandIn}. */
    public URI social() {
        return social;
    }

    private void start(Place place) throws InterruptedException, IOException, ChannelException {
        FutureTask<EmbeddedPostgres> starting = background(() -> EmbeddedPostgres.start(place.directory().resolve("database")));
        Ports ports = new Ports(say);
        Path file;
        DatabaseAddress database;
        GatewayConfiguration configuration;
        DemoMail mail;
        MastodonStandIn network;
        try {
            boolean any = place.http() == 0;
            int http = ports.free("the gateway", place.http());
            mail = part(DemoMail.start(ports.free("SMTP", any ? 0 : SMTP), ports.free("IMAP", any ? 0 : IMAP)));
            network = part(MastodonStandIn.start(0, Clock.systemUTC()));
            file = new DemoConfiguration(http, mail.smtp(), mail.imap(), network.address().toString()).write(place.directory());
            database = database(starting);
            configuration = DemoConfiguration.read(file, database);
            seed(database, configuration);
        } finally {
            keepForClosing(starting);
        }
        address = place.nodes() == 1 ? alone(configuration, place.home()) : together(place, file, database, configuration, ports);
        smtp = mail.smtp();
        imap = mail.imap();
        social = network.address();
        say.accept(Welcome.text(address, mail, network));
        say.accept("ready: " + address + "/");
    }

    private URI alone(GatewayConfiguration configuration, Path home) throws InterruptedException {
        Gateway gateway = Gateway.start(configuration, home);
        parts.push(gateway::stop);
        return gateway.address();
    }

    private URI together(Place place, Path file, DatabaseAddress database, GatewayConfiguration configuration, Ports ports)
            throws InterruptedException, IOException {
        URI front = URI.create("http://127.0.0.1:" + configuration.http().port());
        DemoNodes nodes = DemoNodes.start(place.nodes(), place.home().resolve("plugins"), file, DemoConfiguration.environment(database),
                front, ports);
        parts.push(nodes::stop);
        part(Front.open(front.getPort(), nodes.addresses()));
        nodes.addresses().forEach(node -> say.accept("A node is on " + node));
        return front;
    }

    private void seed(DatabaseAddress address, GatewayConfiguration configuration) throws InterruptedException, ChannelException {
        Vertx vertx = Vertx.vertx();
        try (Database database = Database.connect(vertx, address, CONNECTIONS)) {
            Migrations.apply(database, address);
            long begun = System.nanoTime();
            if (new DemoTown(database, vertx, Clock.systemUTC()).seed(configuration.channels())) {
                LOG.info("The past of Saint-Exemple was told in {} ms", (System.nanoTime() - begun) / 1_000_000);
            }
            // The mail server and the stand-in begin empty at each start, so what was read of them before means nothing.
            database.inTransaction(session -> session.execute("delete from channel_cursor"));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static <T> FutureTask<T> background(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("demo-start").start(task);
        return task;
    }

    private DatabaseAddress database(FutureTask<EmbeddedPostgres> starting) throws InterruptedException, IOException {
        try {
            return starting.get().address();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IOException("The demo's database does not start", failure.getCause());
        }
    }

    /** Whatever else went wrong: a database that was started is stopped. Beneath the parts that are there, so that it is the last. */
    private void keepForClosing(FutureTask<EmbeddedPostgres> starting) throws InterruptedException {
        try {
            parts.addLast(starting.get());
        } catch (ExecutionException neverStarted) {
            LOG.debug("There is no database to stop", neverStarted);
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    /** Stops everything, what was started last first. The data stay. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException hurry) {
                interrupted = true;
            } catch (Exception failure) {
                LOG.warn("A part of the demo did not stop as it should; the rest is stopped all the same", failure);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
