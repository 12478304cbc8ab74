package org.parvis.gateway.torture;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks whether messages come in, by the record. The database is one of the things that die: whoever asks waits until it answers. */
final class Flow {

    static final Duration PATIENCE = Duration.ofSeconds(90);
    static final long LOOK_MILLIS = 20;

    private final Database database;

    Flow(Database database) {
        this.database = database;
    }

    /** Until each channel has taken in something that it had not when this was called. */
    void await(List<String> channels) throws InterruptedException {
        Map<String, Long> before = counts();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Long> now = counts();
            List<String> still = channels.stream().filter(channel -> now.getOrDefault(channel, 0L) <= before.getOrDefault(channel, 0L))
                    .toList();
            if (still.isEmpty()) {
                return;
            }
            assertThat(System.nanoTime()).as("channels %s flow again within %s", still, PATIENCE).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Whether a channel has a new owner since an epoch, and that one has taken something in. */
    boolean takenOver(String channel, long epoch) throws InterruptedException {
        return patiently(() -> database.read(session -> session.first("""
                select 1 from channel_lease join inbound_event using (channel_id)
                 where channel_id = $1 and epoch > $2 and node is not null and received_at > owned_since limit 1
                """, channel, epoch))).isPresent();
    }

    /** How many numbered messages there are. */
    long numbered() throws InterruptedException {
        return patiently(() -> database.read(session -> session
                .first("select count(*) as n from message where kind = 'INBOUND' and body ~ '\\mn[0-9]+n\\M'"))).orElseThrow().getLong("n");
    }

    long messages() throws InterruptedException {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether nothing more is to be sent. */
    boolean settled() throws InterruptedException {
        return patiently(() -> database
                .read(session -> session.first("select 1 from delivery where state in ('QUEUED', 'SENDING') limit 1"))).isEmpty();
    }

    private Map<String, Long> counts() throws InterruptedException {
        return patiently(() -> database.read(session -> session
                .query("select channel_id, count(*) as n from message where kind = 'INBOUND' group by channel_id"))).stream()
                .collect(Collectors.toMap(row -> row.getString("channel_id"), row -> row.getLong("n")));
    }

    static <T> T patiently(Callable<T> question) throws InterruptedException {
        while (true) {
            try {
                return question.call();
            } catch (DatabaseException away) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException end) {
                throw end;
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }
    }
}
