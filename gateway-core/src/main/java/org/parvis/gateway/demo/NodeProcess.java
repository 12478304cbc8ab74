package org.parvis.gateway.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A gateway in a process of its own: {@code parvis run}. */
public final class NodeProcess {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final String READY = "ready: ";

    private final String name;
    private final URI address;
    private final Process process;
    private final CompletableFuture<Boolean> ready;

    private NodeProcess(String name, URI address, Process process, CompletableFuture<Boolean> ready) {
        this.name = name;
        this.address = address;
        this.process = process;
        this.ready = ready;
    }

    /**
     * Starts a node; {@link #awaitReady} waits until it serves.
     *
     * @param port        on the loopback interface
     * @param environment overrides keys of the configuration, as {@code PARVIS_DATABASE_URL} does
     * @param log         gets what the node says
     */
    public static NodeProcess start(String name, int port, Path configuration, Map<String, String> environment, Path log)
            throws IOException {
        return start(Program.OWN, name, port, configuration, environment, log);
    }

    /** The same with another program. */
    public static NodeProcess start(Program program, String name, int port, Path configuration, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.command("run", "--config", configuration.toString()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("PARVIS_NODE", name);
        builder.environment().put("PARVIS_HTTP_PORT", Integer.toString(port));
        Process process = builder.start();
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread.ofVirtual().name("node-" + name).start(() -> read(process, ready));
        return new NodeProcess(name, URI.create("http://127.0.0.1:" + port), process, ready);
    }

    /**
     * What a node is started as.
     *
     * @param by runs the command that follows it, such as {@code setpriv --regid 60001 --clear-groups}, and becomes it: signals are for the node
     */
    public record Program(List<String> by, String classPath) {

        static final Program OWN = new Program(List.of(), System.getProperty("java.class.path"));

        /** {@code parvis} with these arguments, on this same virtual machine. */
        public List<String> command(String... arguments) {
            List<String> command = new ArrayList<>(by);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(NodeProcess::isForNodes).toList());
            command.addAll(List.of("-cp", classPath, "org.parvis.gateway.command.Main"));
            command.addAll(List.of(arguments));
            return command;
        }
    }

    /** Debuggers and agents are for the process that was started with them. */
    private static boolean isForNodes(String argument) {
        return !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent") && !argument.startsWith("-XX:AOTCacheOutput");
    }

    private static void read(Process process, CompletableFuture<Boolean> ready) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(true);
                }
            }
            ready.completeExceptionally(new IOException("The node ended before it was ready"));
        } catch (IOException ended) {
            ready.completeExceptionally(ended);
        }
    }

    public String name() {
        return name;
    }

    /** For those who send it signals. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public URI address() {
        return address;
    }

    public void awaitReady() throws IOException, InterruptedException {
        try {
            ready.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("Node " + name + " is not ready: " + failure.getMessage(), failure);
        }
    }

    /** Tells it to drain and leave, and waits until it has. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
