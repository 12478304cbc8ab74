package org.parvis.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server of lines on loopback, for one client after another: what it says is up to the test. */
public final class LineServer implements AutoCloseable {

    private static final int BACKLOG = 10;
    /** A client who was let in at the last moment is hung up on, too. */
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final ServerSocket listener;
    private final Thread serving;
    /** With whom it talks, if it does. */
    private volatile Socket client = new Socket();

    private LineServer(String name, ServerSocket listener, Talk talk) {
        this.listener = listener;
        this.serving = Thread.ofVirtual().name(name).unstarted(() -> serve(talk));
    }

    /** One conversation with a client, who is hung up on when this returns or throws. */
    @FunctionalInterface
    public interface Talk {
        void with(BufferedReader in, OutputStream out) throws IOException;
    }

    public static LineServer start(String name, Talk talk) throws IOException {
        LineServer server = new LineServer(name, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), talk);
        server.serving.start();
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void serve(Talk talk) {
        boolean open = true;
        while (open) {
            try (Socket accepted = listener.accept()) {
                client = accepted;
                talk.with(new BufferedReader(new InputStreamReader(accepted.getInputStream(), StandardCharsets.UTF_8)),
                        accepted.getOutputStream());
            } catch (IOException closed) {
                open = !listener.isClosed();
            }
        }
    }

    /** Returns once nobody is let in any more: a thread that waits in {@code accept} closes the socket itself, some time after it was told to. */
    @Override
    public void close() throws IOException {
        listener.close();
        while (serving.isAlive()) {
            client.close();
            try {
                serving.join(AGAIN);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
