package org.parvis.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server of lines on loopback, for one client after another: what it says is up to the test. */
public final class LineServer implements AutoCloseable {

    private static final int BACKLOG = 10;

    private final ServerSocket listener;

    private LineServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** One conversation with a client, who is hung up on when this returns or throws. */
    @FunctionalInterface
    public interface Talk {
        void with(BufferedReader in, OutputStream out) throws IOException;
    }

    public static LineServer start(String name, Talk talk) throws IOException {
        LineServer server = new LineServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name(name).start(() -> server.serve(talk));
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void serve(Talk talk) {
        boolean open = true;
        while (open) {
            try (Socket client = listener.accept()) {
                talk.with(new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8)),
                        client.getOutputStream());
            } catch (IOException closed) {
                open = !listener.isClosed();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
