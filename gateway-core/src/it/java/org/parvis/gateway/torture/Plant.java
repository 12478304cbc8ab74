package org.parvis.gateway.torture;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.access.AccessTokens;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseAddress;
import org.parvis.gateway.database.EmbeddedPostgres;
import org.parvis.gateway.demo.Front;
import org.parvis.gateway.demo.NodeProcess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Everything that runs: a database, a mail server, a social network, three nodes in processes of their own, and one address before them. */
final class Plant implements AutoCloseable {

    static final String MAILBOX = "mairie@saint-exemple.example";
    static final int NODES = 3;

    private static final long SLOW_MILLIS = 60;
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final long RESTART_MILLIS = 1_000;

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Path directory;
    private final Path configuration;
    private final DatabaseAddress address;
    private final Build present;
    private final Optional<Build> previous;
    /** What each node runs. */
    private final List<Build> builds = new CopyOnWriteArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Wire> databaseWires = new ArrayList<>();
    private final List<Path> networks = new ArrayList<>();
    private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
    final Database database;
    final Flow flow;
    final Firewall firewall;
    final Disk disk;
    final Clocks clocks;
    final Unruly unruly;
    /** Of somebody else than the agents. */
    final String colleague;
    final GreenMail mail;
    final Social social;
    final Wire submission;
    final URI front;
    final String token;

    private Plant(Path directory, long seed) throws IOException, InterruptedException {
        this.directory = directory;
        disk = Disk.at(directory.resolve("disk"));
        parts.push(disk::close);
        clocks = Clocks.at(directory);
        unruly = Unruly.at(directory.resolve("unruly"));
        EmbeddedPostgres postgres = EmbeddedPostgres.start(databaseDirectory());
        parts.push(postgres::close);
        address = postgres.address();
        present = Build.present(directory);
        previous = Build.previous(directory);
        builds.addAll(Collections.nCopies(NODES, previous.orElse(present)));
        Vertx vertx = Vertx.vertx();
        parts.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        database = Database.connect(vertx, address, 6);
        parts.push(database::close);
        flow = new Flow(database);
        firewall = Firewall.find();
        parts.push(firewall::close);
        mail = mail();
        parts.push(mail::stop);
        social = Social.start(seed);
        parts.push(social::close);
        submission = Wire.to(mail.getSmtp().getPort(), SLOW_MILLIS);
        parts.push(submission::close);
        configuration = write("parvis.yaml", "parvis.yaml",
                Map.of("imap", "" + mail.getImap().getPort(), "smtp",
                        "" + submission.port(), "social", social.address().toString(),
                        "unruly", unruly.directory().toString()));
        int network = free();
        for (int number = 0; number < NODES; number++) {
            ports.add(free());
            networks.add(write("hazelcast.yaml", "hazelcast-" + (number + 1) + ".yaml",
                    Map.of("port", "" + network, "address", Firewall.address(number))));
            databaseWires.add(Wire.to(address.port(), SLOW_MILLIS));
            parts.push(databaseWires.getLast()::close);
        }
        front = URI.create("http://127.0.0.1:" + free());
        token = token("torture");
        colleague = token("colleague");
    }

    /** Starts all of it; the nodes serve when this returns. */
    static Plant start(Path directory, long seed) throws IOException, InterruptedException {
        Plant plant = new Plant(directory, seed);
        for (int number = 0; number < NODES; number++) {
            plant.nodes.add(plant.node(number));
            plant.nodes.getLast().awaitReady();
        }
        Front front = Front.open(plant.front.getPort(), plant.nodes.stream().map(NodeProcess::address).toList());
        plant.parts.push(front::close);
        return plant;
    }

    private NodeProcess node(int number) throws IOException {
        Build build = builds.get(number);
        Map<String, String> environment = new HashMap<>(environment(databaseWires.get(number).port()));
        environment.put("PARVIS_PLUGINS", build.plugins().toString());
        environment.put("PARVIS_CLUSTER_HAZELCAST", networks.get(number).toString());
        environment.put("PARVIS_HTTP_PUBLIC_ADDRESS", front.toString());
        environment.putAll(clocks.environment(number));
        // As an operator's node logs, on standard error: what the tests set up for themselves writes where nobody reads it.
        environment.put("JDK_JAVA_OPTIONS", "-Dlogback.configurationFile=" + Path.of("../config/logback.xml").toAbsolutePath().normalize());
        String name = name(number);
        return NodeProcess.start(new NodeProcess.Program(firewall.starter(number), build.classPath()), name, ports.get(number),
                configuration, environment,
                directory.resolve(name + ".log"));
    }

    /** How to reach the database. */
    private Map<String, String> environment(int databasePort) {
        return Map.of("PARVIS_DATABASE_URL", "postgresql://127.0.0.1:" + databasePort + "/" + address.database() + "?sslmode=disable",
                "PARVIS_DATABASE_USER", address.user(), "PARVIS_DATABASE_PASSWORD", address.password());
    }

    NodeProcess node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    Wire databaseWire(NodeProcess node) {
        return databaseWires.get(number(node));
    }

    /** From 0. */
    int number(NodeProcess node) {
        return ports.indexOf(node.address().getPort());
    }

    private static String name(int number) {
        return "node-" + (number + 1);
    }

    /** Starts a node that has ended anew, under its old name and address, and returns when it serves. */
    void revive(NodeProcess ended) throws IOException, InterruptedException {
        awaitReady(begin(ended));
    }

    /** Whether nodes can run another build than this one. */
    boolean hasPrevious() {
        return previous.isPresent();
    }

    /** The same, on the other of the two builds. */
    void exchange(NodeProcess ended) throws IOException, InterruptedException {
        builds.set(number(ended), builds.get(number(ended)).equals(present) ? previous.orElseThrow() : present);
        revive(ended);
    }

    NodeProcess begin(NodeProcess ended) throws IOException {
        int number = number(ended);
        NodeProcess fresh = node(number);
        nodes.set(number, fresh);
        return fresh;
    }

    /** Starts it again whenever it ends before it serves, for want of a database for instance, as an operator's supervisor does. */
    void awaitReady(NodeProcess begun) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        NodeProcess node = begun;
        while (true) {
            try {
                node.awaitReady();
                return;
            } catch (IOException failure) {
                if (System.nanoTime() > end) {
                    throw failure;
                }
                node.handle().destroyForcibly();
                node.handle().onExit().join();
                TimeUnit.MILLISECONDS.sleep(RESTART_MILLIS);
                node = begin(node);
            }
        }
    }

    /** The node that owns a channel at this moment, by the record. */
    Optional<NodeProcess> owner(String channel) throws InterruptedException {
        return database.read(session -> session
                .first("select node.name from channel_lease join node on node.id = channel_lease.node where channel_id = $1", channel))
                .map(row -> node(row.getString("name")));
    }

    long epoch(String channel) throws InterruptedException {
        return database.read(session -> session.first("select epoch from channel_lease where channel_id = $1", channel)).orElseThrow()
                .getLong("epoch");
    }

    /** Until some node says by itself, to whoever supervises it, that this is wrong, or there is none that could say anything. */
    void awaitFault(String name) throws InterruptedException {
        long end = System.nanoTime() + Flow.PATIENCE.toNanos();
        while (true) {
            List<List<String>> said = nodes.stream().map(Plant::faults).flatMap(Optional::stream).toList();
            if (said.isEmpty() || said.stream().anyMatch(faults -> faults.contains(name))) {
                return;
            }

            assertThat(System.nanoTime()).as("a node names the fault %s within %s", name, Flow.PATIENCE).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(Flow.LOOK_MILLIS);
        }
    }

    private static Optional<List<String>> faults(NodeProcess node) {
        try (InputStream answer = health(node)) {
            return Optional.of(new JsonObject(new String(answer.readAllBytes(), UTF_8)).getJsonArray("faults").stream()
                    .map(fault -> ((JsonObject) fault).getString("name")).toList());
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    private static InputStream health(NodeProcess node) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) node.address().resolve("/health/ready").toURL().openConnection();
        connection.setReadTimeout((int) Flow.PATIENCE.toMillis());
        return connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
    }

    /** Where the server's own files are, for whoever wants to kill it. */
    Path databaseDirectory() {
        return disk.place().resolve("database");
    }

    /** The account is made by the build that the nodes begin with, which brings the schema to where it needs it. */
    private String token(String account) throws IOException, InterruptedException {
        List<String> command = new NodeProcess.Program(List.of(), builds.getFirst().classPath()).command("agent", "add", account, "--name",
                account, "--role", "lead", "--config", configuration.toString());
        Commands.run("a password for nobody\n", command, environment(address.port()));
        UUID agent = database.read(session -> session.first("select id from agent where account = $1", account)).orElseThrow()
                .getUUID("id");
        return new AccessTokens(database, Clock.systemUTC()).create(agent, account, Optional.empty()).secret();
    }

    private static GreenMail mail() {
        GreenMail servers = new GreenMail(new ServerSetup[]{new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        servers.start();
        servers.setUser(MAILBOX, MAILBOX, "secret");
        return servers;
    }

    private Path write(String template, String name, Map<String, String> values) throws IOException {
        try (InputStream bytes = Plant.class.getResourceAsStream("/torture/" + template)) {
            if (bytes == null) {
                throw new IOException("There is no /torture/" + template);
            }
            String text = new String(bytes.readAllBytes(), UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("{{" + value.getKey() + "}}", value.getValue());
            }
            return Files.writeString(directory.resolve(name), text);
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (NodeProcess node : nodes) {
            node.handle().destroyForcibly();
        }
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    /** One thing that runs. */
    @FunctionalInterface
    private interface Part {
        void close() throws IOException;
    }
}
