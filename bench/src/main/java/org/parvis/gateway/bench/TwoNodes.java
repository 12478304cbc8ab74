package org.parvis.gateway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.parvis.gateway.database.DatabaseAddress;

/** Two gateways on one database, which find each other on the loopback interface as the demo's do. */
record TwoNodes(GatewayProcess first, GatewayProcess second) implements AutoCloseable {

    static TwoNodes start(Settings settings, DatabaseAddress database, String channels) throws IOException {
        Map<String, String> together = Map.of("PARVIS_CLUSTER_ENABLED", "true", "PARVIS_CLUSTER_HAZELCAST",
                network(settings.data().resolve("hazelcast.yaml")).toString());
        GatewayProcess first = GatewayProcess.start(settings, database, channels, together);
        boolean both = false;
        try {
            TwoNodes nodes = new TwoNodes(first, GatewayProcess.start(settings, database, channels, together));
            both = true;
            return nodes;
        } finally {
            if (!both) {
                first.close();
            }
        }
    }

    private static Path network(Path file) throws IOException {
        int port = freePort();
        try (InputStream text = TwoNodes.class.getResourceAsStream("/demo/hazelcast.yaml")) {
            if (text == null) {
                throw new IOException("The demo's hazelcast.yaml is not on the class path");
            }
            return Files.writeString(file,
                    new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("{{port}}", Integer.toString(port))
                            .replace("{{nodes}}", "2")
                            .replace("{{members}}", "          - 127.0.0.1:" + port + "\n          - 127.0.0.1:" + (port + 1)));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
