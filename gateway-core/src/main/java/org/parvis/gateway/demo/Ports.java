package org.parvis.gateway.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;

/** Finds ports on the loopback interface. */
final class Ports {

    /** Then it is no longer a port in use, but a machine that lets nobody listen. */
    private static final int MOST_TRIES = 100;

    private final Consumer<String> say;

    /** @param say is told when a port is not the one wanted */
    Ports(Consumer<String> say) {
        this.say = say;
    }

    /** The port wanted, or the next that is free; for 0 any that is free. */
    int free(String what, int wanted) throws IOException {
        for (int port = wanted; port < wanted + MOST_TRIES && port <= 65_535; port++) {
            int found = listen(port);
            if (found < 0) {
                continue;
            }
            if (wanted != 0 && found != wanted) {
                say.accept("Port " + wanted + " is in use; " + what + " is on " + found + ".");
            }
            return found;
        }
        throw new IOException("None of the ports from " + wanted + " on is free for " + what);
    }

    private static int listen(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do, so that connections of an earlier run that linger are no obstacle.
            socket.setReuseAddress(port != 0);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return socket.getLocalPort();
        } catch (IOException inUse) {
            return -1;
        }
    }
}
