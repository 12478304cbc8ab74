package org.parvis.channel.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/** Stands between a channel and a real server on loopback, and can be cut, restored, and made to lose the answer to a message. */
public final class Relay {

    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean loseNextAnswer = new AtomicBoolean();
    private @Nullable ServerSocket listener;
    private Thread accepting = Thread.currentThread();

    public Relay(int target) throws IOException {
        this.target = target;
        listener = listen(0);
        port = listener.getLocalPort();
        accept(listener);
    }

    public int port() {
        return port;
    }

    /** Ends everything; waits for the accepting thread: the port is free only when it has left. */
    public void cut() throws IOException, InterruptedException {
        ServerSocket current = listener;
        if (current != null) {
            current.close();
            accepting.join();
        }
        listener = null;
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    public void restore() throws IOException {
        ServerSocket fresh = listen(port);
        listener = fresh;
        accept(fresh);
    }

    public void loseNextAnswer() {
        loseNextAnswer.set(true);
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void accept(ServerSocket on) {
        accepting = Thread.ofVirtual().name("relay").start(() -> {
            boolean open = true;
            while (open) {
                open = connect(on);
            }
        });
    }

    private boolean connect(ServerSocket on) {
        try {
            Socket client = on.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            AtomicBoolean inData = new AtomicBoolean();
            Thread.ofVirtual().start(() -> pump(client, server, false, inData));
            Thread.ofVirtual().start(() -> pump(server, client, true, inData));
            return true;
        } catch (IOException closed) {
            return !on.isClosed();
        }
    }

    private void pump(Socket from, Socket to, boolean answers, AtomicBoolean inData) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                String start = new String(buffer, 0, Math.min(count, 4), StandardCharsets.US_ASCII);
                if (answers && inData.get() && start.startsWith("250") && loseNextAnswer.compareAndSet(true, false)) {
                    return;
                }
                inData.set(answers ? start.startsWith("354") : inData.get());
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException broken) {
            // Closing both ends, which the block does, is all that is to do.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }
}
