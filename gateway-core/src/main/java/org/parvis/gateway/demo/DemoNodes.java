package org.parvis.gateway.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.parvis.gateway.configuration.Vault;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Several nodes, each a process of its own over the demo's one database, and one address in front of them. */
final class DemoNodes {

    private static final int NETWORK = 5701;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Map<String, String> environment;
    private final Path configuration;
    private final Path directory;

    private DemoNodes(Path directory, Path configuration, Map<String, String> environment) {
        this.directory = directory;
        this.configuration = configuration;
        this.environment = environment;
    }

    /**
     * Returns when all of them serve.
     *
     * @param environment what the nodes are told beside the file
     * @param front       where citizens and agents reach them all
     */
    static DemoNodes start(int count, Path plugins, Path configuration, Map<String, String> environment, URI front, Ports ports)
            throws IOException, InterruptedException {
        Path directory = configuration.resolveSibling("nodes");
        Files.createDirectories(directory);
        Map<String, String> told = new HashMap<>(environment);
        told.put("PARVIS_CLUSTER_ENABLED", "true");
        told.put("PARVIS_CLUSTER_HAZELCAST", network(directory, count, ports.free("the network of nodes", NETWORK)).toString());
        Vault.provide(configuration.resolveSibling("secrets.key"));
        told.put("PARVIS_SECRETS_KEY", "file:secrets.key");
        told.put("PARVIS_HTTP_PUBLIC_ADDRESS", front.toString());
        told.put("PARVIS_PLUGINS", plugins.toString());
        DemoNodes nodes = new DemoNodes(directory, configuration, told);
        boolean started = false;
        try {
            for (int number = 1; number <= count; number++) {
                nodes.start("node-" + number, ports.free("node " + number, 0));
                if (number == 1) {
                    // The others find a network to join instead of each making one.
                    nodes.nodes.getFirst().awaitReady();
                }
            }
            for (NodeProcess node : nodes.nodes) {
                node.awaitReady();
            }
            started = true;
            return nodes;
        } finally {
            if (!started) {
                nodes.stop();
            }
        }
    }

    private void start(String name, int port) throws IOException {
        nodes.add(NodeProcess.start(name, port, configuration, environment, directory.resolve(name + ".log")));
    }

    List<URI> addresses() {
        return nodes.stream().map(NodeProcess::address).toList();
    }

    private static Path network(Path directory, int count, int port) throws IOException {
        String members = IntStream.range(port, port + count).mapToObj(each -> "          - 127.0.0.1:" + each)
                .collect(Collectors.joining("\n"));
        String text = Books.text("/demo/hazelcast.yaml").replace("{{port}}", Integer.toString(port))
                .replace("{{nodes}}", Integer.toString(count)).replace("{{members}}", members);
        return Files.write(directory.resolve("hazelcast.yaml"), text.getBytes(UTF_8));
    }

    /** All at once: none takes over what another is about to leave. */
    void stop() throws InterruptedException {
        List<Thread> ends = nodes.stream().map(node -> Thread.ofVirtual().start(() -> {
            try {
                node.stop();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        })).toList();
        for (Thread end : ends) {
            end.join();
        }
    }
}
