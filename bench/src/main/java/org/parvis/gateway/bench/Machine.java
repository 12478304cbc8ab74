package org.parvis.gateway.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.json.JsonObject;

/** On what it was measured: figures mean nothing without it. */
record Machine(Map<String, String> facts) {

    /** Blocks for a second, in which this process does nothing: what the machine does then is others' work. */
    static Machine look(Connection database) throws SQLException, InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        system.getCpuLoad();
        TimeUnit.SECONDS.sleep(1);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("busy with other things", Math.round(system.getCpuLoad() * 100) + " %");
        facts.put("cores", Runtime.getRuntime().availableProcessors() + ", load generator included");
        facts.put("processor", processor());
        facts.put("memory", (system.getTotalMemorySize() >> 20) + " MB");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("jdk", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"));
        facts.put("postgresql", Sql.text(database, "select version()"));
        for (String setting : new String[]{"fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "shared_buffers",
                "max_wal_size"}) {
            facts.put(setting, Sql.text(database, "show " + setting));
        }
        return new Machine(facts);
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        } catch (IOException elsewhere) {
            return System.getProperty("os.arch");
        }
    }

    String text() {
        return facts.entrySet().stream().map(fact -> fact.getKey() + ": " + fact.getValue()).collect(Collectors.joining("\n"));
    }

    JsonObject json() {
        return new JsonObject(new LinkedHashMap<>(facts));
    }
}
