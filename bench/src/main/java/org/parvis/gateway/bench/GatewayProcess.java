package org.parvis.gateway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.parvis.gateway.database.DatabaseAddress;

/** A gateway as an operator starts it: a process of its own, by {@code ./parvis run}. */
final class GatewayProcess implements AutoCloseable {

    private static final String READY = "ready: ";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Pattern USED_HEAP = Pattern.compile("used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final URI address;
    private final Duration start;

    private GatewayProcess(Process process, URI address, Duration start) {
        this.process = process;
        this.address = address;
        this.start = start;
    }

    /** @param channels the part of the configuration below {@code channels:} */
    static GatewayProcess start(Settings settings, DatabaseAddress database, String channels) throws IOException {
        return start(settings, database, channels, Map.of());
    }

    /** @param more of the environment, over what every gateway is told */
    static GatewayProcess start(Settings settings, DatabaseAddress database, String channels, Map<String, String> more) throws IOException {
        Path configuration = settings.data().resolve("parvis.yaml");
        Files.writeString(configuration, "http:\n  port: 0\nchannels:\n" + channels);
        ProcessBuilder builder = new ProcessBuilder(settings.launcher().toString(), "run");
        Map<String, String> environment = builder.environment();
        environment.remove("PARVIS_HEAP");
        environment.remove("PARVIS_JAVA_OPTIONS");
        environment.put("PARVIS_HOME", settings.home().toString());
        environment.put("PARVIS_CONFIG", configuration.toString());
        environment.put("PARVIS_DATABASE_URL",
                "postgresql://" + database.host() + ":" + database.port() + "/" + database.database() + "?sslmode=disable");
        environment.put("PARVIS_DATABASE_USER", database.user());
        environment.put("PARVIS_DATABASE_PASSWORD", database.password());
        environment.putAll(more);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(settings.data().resolve("gateway.log").toFile()));
        long begun = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-gateway"));
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("The gateway did not start; " + settings.data().resolve("gateway.log") + " tells why");
        }
        return new GatewayProcess(process, URI.create(line.substring(READY.length()).strip()), Duration.ofNanos(System.nanoTime() - begun));
    }

    URI address() {
        return address;
    }

    /** From the command to its first answer. */
    Duration startTime() {
        return start;
    }

    /** What the process occupies of the machine's memory, in MB. */
    double residentMegabytes() throws IOException {
        return first(RESIDENT, Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))) / 1024.0;
    }

    /** What lives in the heap, after a collection, in kB. */
    long liveKilobytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        jcmd("GC.run");
        return first(USED_HEAP, jcmd("GC.heap_info"));
    }

    /** What is in the heap now, garbage included, in kB. */
    long usedKilobytes() throws IOException, InterruptedException {
        return first(USED_HEAP, jcmd("GC.heap_info"));
    }

    private static long first(Pattern pattern, String text) throws IOException {
        Matcher match = pattern.matcher(text);
        if (!match.find()) {
            throw new IOException("There is no " + pattern + " in " + text);
        }
        return Long.parseLong(match.group(1));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid()),
                        command))
                .redirectErrorStream(true).start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
