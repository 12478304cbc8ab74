package org.parvis.channel.testkit;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.parvis.channel.CommandKey;
import org.parvis.channel.Handle;
import org.parvis.channel.Visibility;

/** A network in memory that carries letters by pigeon: the other end of {@link PigeonPlugin}. */
final class Loft implements Network.Acknowledging, Network.Losing {

    /** The lofts that stand, as a plugin finds them: by name. */
    static final Map<String, Loft> STANDING = new ConcurrentHashMap<>();
    static final Handle CITIZEN = Handle.of(Handle.Kind.ANONYMOUS, "citizen");

    record Held(int number, Letter letter) {
    }

    private final String name;
    private final List<Held> held = new ArrayList<>();
    private final Set<Integer> acknowledged = new HashSet<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Set<CommandKey> keys = new HashSet<>();
    private boolean cut;
    private boolean losing;

    Loft(String name) {
        this.name = name;
        STANDING.put(name, this);
    }

    @Override
    public synchronized void write(Letter letter) {
        held.add(new Held(held.size() + 1, letter));
        notifyAll();
    }

    /** What is held beyond the number; waits for it. */
    synchronized List<Held> beyond(int number) throws IOException, InterruptedException {
        while (!cut && held.size() <= number) {
            wait();
        }
        refuseIfCut();
        return List.copyOf(held.subList(number, held.size()));
    }

    synchronized void acknowledge(List<Held> taken) throws IOException {
        refuseIfCut();
        taken.forEach(one -> acknowledged.add(one.number()));
    }

    /** @return whether the answer reaches the sender */
    synchronized boolean send(CommandKey key, Handle to, Visibility visibility, String text) throws IOException {
        refuseIfCut();
        if (keys.add(key)) {
            sent.add(new Sent(to, visibility, text));
        }
        boolean answered = !losing;
        losing = false;
        return answered;
    }

    private void refuseIfCut() throws IOException {
        if (cut) {
            throw new IOException("The loft is shut");
        }
    }

    @Override
    public synchronized boolean acknowledged(Letter letter) {
        return held.stream().anyMatch(one -> one.letter().equals(letter) && acknowledged.contains(one.number()));
    }

    @Override
    public synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    @Override
    public synchronized void loseNextAnswer() {
        losing = true;
    }

    @Override
    public synchronized void cut() {
        cut = true;
        notifyAll();
    }

    @Override
    public synchronized void restore() {
        cut = false;
    }

    static Instant writtenAt(Held one) {
        return Instant.parse("2026-09-15T08:00:00Z").plusSeconds(one.number());
    }

    @Override
    public void close() {
        STANDING.remove(name);
    }
}
