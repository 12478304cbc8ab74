package org.parvis.gateway.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A network connection that can be cut, silenced and slowed: everything to one server goes through it. */
final class Wire implements AutoCloseable {

    private static final int BUFFER = 16_384;

    /** How it is. */
    enum State {
        WHOLE,
        /** Connections are reset, new ones too: as when a server is gone. */
        CUT,
        /** Nothing arrives any more, and nobody is told: as when a cable is pulled. */
        SILENT,
        /** Every portion takes a while longer. */
        SLOW
    }

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final long delayMillis;
    private volatile State state = State.WHOLE;
    private volatile CountDownLatch spoken = new CountDownLatch(0);

    private Wire(ServerSocket listening, int target, long delayMillis) {
        this.listening = listening;
        this.target = target;
        this.delayMillis = delayMillis;
    }

    static Wire to(int port, long delayMillis) throws IOException {
        Wire wire = new Wire(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), port, delayMillis);
        Thread.ofVirtual().name("wire-" + port).start(wire::accept);
        return wire;
    }

    int port() {
        return listening.getLocalPort();
    }

    void become(State next) {
        CountDownLatch before = spoken;
        spoken = new CountDownLatch(next == State.SILENT ? 1 : 0);
        state = next;
        before.countDown();
        if (next == State.CUT) {
            open.forEach(Wire::reset);
        }
    }

    /** Is like that for a while, then whole again. */
    void hold(State between, long millis) throws InterruptedException {
        become(between);
        TimeUnit.MILLISECONDS.sleep(millis);
        become(State.WHOLE);
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = listening.accept();
                Thread.ofVirtual().start(() -> connect(caller));
            }
        } catch (IOException closed) {
            open.forEach(Wire::reset);
        }
    }

    private void connect(Socket caller) {
        Socket server = new Socket();
        open.add(caller);
        open.add(server);
        try {
            if (state == State.CUT) {
                throw new IOException("cut");
            }
            spoken.await();
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            Thread back = Thread.ofVirtual().start(() -> pump(server, caller));
            pump(caller, server);
            back.join();
        } catch (IOException | InterruptedException gone) {
            // As on any network, both ends find out for themselves.
        } finally {
            reset(caller);
            reset(server);
            open.remove(caller);
            open.remove(server);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                spoken.await();
                if (state == State.SLOW) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException gone) {
            reset(from);
            reset(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException closed) {
            // It is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        become(State.CUT);
        listening.close();
    }
}
