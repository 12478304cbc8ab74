package org.parvis.gateway.database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Bytes;
import org.parvis.channel.Visibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class DatabaseTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void table() throws Exception {
        DATABASE.database().inTransaction(session -> session.execute("create table note (id int primary key, text text not null)"));
    }

    @Test
    void whatATransactionDidIsThereAfterIt() throws Exception {
        Database database = DATABASE.database();
        int touched = database.inTransaction(session -> session.execute("insert into note values ($1, $2)", 1, "kept"));
        assertThat(touched).isEqualTo(1);
        assertThat(texts(1)).containsExactly("kept");
    }

    @Test
    void anExceptionUndoesTheTransactionAndComesOut() throws Exception {
        Database database = DATABASE.database();
        assertThatThrownBy(() -> database.inTransaction(session -> {
            session.execute("insert into note values (2, 'never')");
            throw new IllegalStateException("changed my mind");
        })).isInstanceOf(IllegalStateException.class).hasMessage("changed my mind");
        assertThat(texts(2)).isEmpty();
    }

    @Test
    void whatIsToFollowTheCommitRunsAfterItAndNotAfterWhatIsUndone() throws Exception {
        List<String> happened = new ArrayList<>();
        DATABASE.database().inTransaction(session -> {
            session.afterCommit(() -> happened.add("told"));
            happened.add("done");
            return Transactions.of(session).inTransaction(joined -> {
                joined.afterCommit(() -> happened.add("told again"));
                return joined.execute("insert into note (id, text) values (77, 'both')");
            });
        });
        assertThatThrownBy(() -> DATABASE.database().inTransaction(session -> {
            session.afterCommit(() -> happened.add("never"));
            throw new IllegalStateException("undone");
        })).hasMessage("undone");

        assertThat(happened).containsExactly("done", "told", "told again");
        assertThat(texts(77)).containsExactly("both");
    }

    @Test
    void aViolatedConstraintIsNamedAndItsValuesAreNot() throws Exception {
        Database database = DATABASE.database();
        database.inTransaction(session -> session.execute("insert into note values (3, 'first')"));
        assertThatThrownBy(() -> database.inTransaction(session -> session.execute("insert into note values (3, 'secret')")))
                .isInstanceOfSatisfying(DatabaseException.class, failure -> {
                    assertThat(failure.sqlState()).contains("23505");
                    assertThat(failure.violates("note_pkey")).isTrue();
                    assertThat(failure.retryable()).isFalse();
                    assertThat(failure.getMessage()).doesNotContain("(3)");
                    assertThat(failure.getCause()).message().doesNotContain("(3)");
                });
    }

    @Test
    void aTransactionInWhichAStatementFailedIsNeverReportedAsCommitted() throws Exception {
        Database database = DATABASE.database();
        assertThatThrownBy(() -> database.inTransaction(session -> {
            session.execute("insert into note values (4, 'lost')");
            assertThatThrownBy(() -> session.execute("insert into note values (4, null)")).isInstanceOf(DatabaseException.class);
            return "looks good";
        })).isInstanceOf(DatabaseException.class).hasMessageContaining("cannot be committed");
        assertThat(texts(4)).isEmpty();
    }

    @Test
    void aDeadlockIsResolvedByDoingTheWorkAgain() throws Exception {
        Database database = DATABASE.database();
        database.inTransaction(session -> session.execute("insert into note values (10, ''), (11, '')"));
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        AtomicInteger runs = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> upwards = threads.submit(() -> database.inTransaction(session -> append(session, 10, 11, "u", bothHoldOne, runs)));
            Future<?> downwards = threads.submit(() -> database.inTransaction(session -> append(session, 11, 10, "d", bothHoldOne, runs)));
            upwards.get(20, TimeUnit.SECONDS);
            downwards.get(20, TimeUnit.SECONDS);
        }
        assertThat(runs.get()).isGreaterThan(2);
        assertThat(texts(10)).first().asString().containsOnlyOnce("u").containsOnlyOnce("d");
        assertThat(texts(11)).first().asString().containsOnlyOnce("u").containsOnlyOnce("d");
    }

    private static int append(Session session, int first, int second, String mark, CountDownLatch bothHoldOne, AtomicInteger runs)
            throws InterruptedException {
        runs.incrementAndGet();
        session.execute("update note set text = text || $2 where id = $1", first, mark);
        bothHoldOne.countDown();
        bothHoldOne.await();
        return session.execute("update note set text = text || $2 where id = $1", second, mark);
    }

    @Test
    void valuesOfEveryKindComeBackAsTheyWent() throws Exception {
        Instant at = Instant.parse("2026-03-01T10:00:00.123456Z");
        UUID id = UUID.randomUUID();
        DATABASE.database().read(session -> {
            var row = session.first("""
                    select $1::timestamptz as at, $2::text as visibility, $3::bytea as bytes, $4::uuid as id, $5::jsonb as json,
                           $6::text as nothing, $7::text[] as texts, $8::timestamptz[] as instants, $9::bigint[] as numbers""", at,
                    Visibility.PRIVATE, Bytes.utf8("é"), id, new JsonObject().put("a", 1), null, new Visibility[]{Visibility.PUBLIC},
                    new Instant[]{at}, new Long[]{1L, 2L}).orElseThrow();
            assertThat(Rows.instant(row, "at")).isEqualTo(at);
            assertThat(Rows.constant(row, "visibility", Visibility.class)).isEqualTo(Visibility.PRIVATE);
            assertThat(Rows.bytes(row, "bytes")).isEqualTo(Bytes.utf8("é"));
            assertThat(Rows.uuid(row, "id")).isEqualTo(id);
            assertThat(Rows.json(row, "json").getInteger("a")).isEqualTo(1);
            assertThat(Rows.optionalText(row, "nothing")).isEmpty();
            assertThat(Rows.texts(row, "texts")).containsExactly("PUBLIC");
            assertThat(row.getArrayOfOffsetDateTimes("instants")[0].toInstant()).isEqualTo(at);
            assertThat(row.getArrayOfLongs("numbers")).containsExactly(1L, 2L);
            return row;
        });
    }

    @Test
    void arraysUnnestIntoRows() throws Exception {
        UUID[] ids = {UUID.randomUUID(), UUID.randomUUID()};
        int rows = DATABASE.database().read(session -> session.query("select * from unnest($1::uuid[])", (Object) ids).size()
                + session.query("select * from unnest($1::bytea[], $2::jsonb[], $3::boolean[])", new Buffer[]{Buffer.buffer("a")},
                        new JsonObject[]{new JsonObject()}, new Boolean[]{true}).size());
        assertThat(rows).isEqualTo(3);
    }

    @Test
    void aPipelineAnswersEachStatementInItsOrder() throws Exception {
        var answers = DATABASE.database().read(session -> session.pipeline(List.of(new Session.Statement("select 1 as n"),
                new Session.Statement("select $1::int as n", 2), new Session.Statement("select 3 as n"))));
        assertThat(answers).map(rows -> rows.getFirst().getInteger("n")).containsExactly(1, 2, 3);
    }

    @Test
    void moreRowsThanTheBoundAreRefused() {
        assertThatThrownBy(() -> DATABASE.database().read(session -> session.query("select generate_series(0, 50000)")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("LIMIT");
    }

    /** Repeated, because a cancellation may overtake the statement that it is for. */
    @RepeatedTest(10)
    void anInterruptedCallReturnsAtOnceAndItsStatementIsCancelled() throws Exception {
        Database database = DATABASE.database();
        CompletableFuture<Integer> backend = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                database.inTransaction(session -> {
                    backend.complete(session.first("select pg_backend_pid() as pid").orElseThrow().getInteger("pid"));
                    return session.query("select pg_sleep(25)");
                });
                interrupted.complete(false);
            } catch (InterruptedException expected) {
                interrupted.complete(true);
            }
        });
        int pid = backend.get(10, TimeUnit.SECONDS);
        caller.interrupt();
        assertThat(interrupted.get(2, TimeUnit.SECONDS)).isTrue();
        boolean gone = database.read(session -> {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (session.first("select 1 from pg_stat_activity where pid = $1", pid).isPresent()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                session.execute("select pg_sleep(0.02)");
            }
            return true;
        });
        assertThat(gone).isTrue();
    }

    @Test
    void aCallThatWaitsForAConnectionGivesUpWhenInterrupted() throws Exception {
        try (Database one = Database.connect(DATABASE.vertx(), DATABASE.address(), 1)) {
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            Thread holder = Thread.ofVirtual().start(() -> {
                try {
                    one.read(session -> {
                        held.countDown();
                        enough.await();
                        return 1;
                    });
                } catch (InterruptedException unexpected) {
                    throw new IllegalStateException(unexpected);
                }
            });
            held.await();
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread waiter = Thread.ofVirtual().start(() -> {
                try {
                    one.read(session -> session.query("select 1"));
                } catch (InterruptedException interruption) {
                    outcome.complete(interruption);
                }
            });
            waiter.interrupt();
            assertThat(outcome.get(2, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            enough.countDown();
            holder.join();
            assertThat(one.<List<Row>>read(session -> session.query("select 1"))).hasSize(1);
        }
    }

    @Test
    void aLostConnectionSaysThatTryingAgainIsRightAndTheNextCallWorks() throws Exception {
        try (Database one = Database.connect(DATABASE.vertx(), DATABASE.address(), 1)) {
            assertThatThrownBy(() -> one.inTransaction(session -> session.query("select pg_terminate_backend(pg_backend_pid())")))
                    .isInstanceOfSatisfying(DatabaseException.class, failure -> assertThat(failure.retryable()).isTrue());
            assertThat(one.<List<Row>>read(session -> session.query("select 1"))).hasSize(1);
        }
    }

    @Test
    void aConnectionThatEndedBetweenTwoCallsIsNotUsedAgain() throws Exception {
        try (Database one = Database.connect(DATABASE.vertx(), DATABASE.address(), 1)) {
            int pid = one.read(session -> session.first("select pg_backend_pid() as pid").orElseThrow().getInteger("pid"));
            one.read(session -> {
                DATABASE.database().read(other -> other.query("select pg_terminate_backend($1, 5000)", pid));
                return pid;
            });
            assertThat(oneMoreTryAtMost(one)).hasSize(1);
        }
    }

    /** The server may have ended a connection a moment before this side hears of it: then the first call is told to try again. */
    private static List<Row> oneMoreTryAtMost(Database database) throws InterruptedException {
        try {
            return database.read(session -> session.query("select 1"));
        } catch (DatabaseException lost) {
            assertThat(lost.retryable()).isTrue();
            return database.read(session -> session.query("select 1"));
        }
    }

    @Test
    void aConnectionLostDuringCommitIsReportedAsUnknown() throws Exception {
        Database database = DATABASE.database();
        database.inTransaction(session -> {
            session.execute("create table deadly (id int)");
            session.execute("""
                    create function die() returns trigger language plpgsql as
                    $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$""");
            return session.execute("""
                    create constraint trigger deadly after insert on deadly deferrable initially deferred
                    for each row execute function die()""");
        });
        assertThatThrownBy(() -> database.inTransaction(session -> session.execute("insert into deadly values (1)")))
                .isInstanceOfSatisfying(DatabaseException.class, failure -> {
                    assertThat(failure.outcomeUnknown()).isTrue();
                    assertThat(failure.retryable()).isFalse();
                });
    }

    @Test
    void callsFromVertxVirtualThreadsDoNotWaitForThemselves() throws Exception {
        try (Database fresh = Database.connect(DATABASE.vertx(), DATABASE.address(), 2)) {
            var verticle = new VerticleBase() {
                @Override
                public io.vertx.core.Future<?> start() throws Exception {
                    assertThat(fresh.<List<Row>>inTransaction(session -> session.query("select 1"))).hasSize(1);
                    return super.start();
                }
            };
            DATABASE.vertx().deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                    .toCompletionStage().toCompletableFuture().get(4, TimeUnit.SECONDS);
        }
    }

    private static List<String> texts(int id) throws InterruptedException {
        return DATABASE.database().read(session -> session.query("select text from note where id = $1", id)
                .stream()
                .map(row -> Rows.text(row, "text"))
                .toList());
    }
}
