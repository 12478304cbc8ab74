package org.parvis.channel.email.mailbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;

import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;
import org.eclipse.angus.mail.util.MailLogger;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.email.connection.MailProperties;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.connection.WriteLimit;

/**
 * One authenticated IMAP connection, used by one thread. It speaks in UIDs only: message numbers shift while others work in the mailbox.
 *
 * <p>Interrupting the thread, which is virtual, closes the socket under a blocked read; the read then fails at once.
 */
final class ImapSession implements AutoCloseable {

    /**
     * Some servers lose what arrives while they begin to IDLE, and tell of it when IDLE ends. So the first one after a search is short.
     */
    private static final Duration FIRST_IDLE = Duration.ofSeconds(2);

    private static final MailLogger SILENT = new MailLogger(ImapSession.class, "imap", false,
            new PrintStream(OutputStream.nullOutputStream()));

    private final IMAPProtocol protocol;
    private final WriteLimit writes;
    /** Messages in the selected folder, as the server told last. */
    private int total;
    /** Whether messages came since the last search for them began. */
    private boolean news;

    private ImapSession(IMAPProtocol protocol, WriteLimit writes) {
        this.protocol = protocol;
        this.writes = writes;
        // What the server tells before it agrees to IDLE reaches us by this way alone.
        protocol.addResponseHandler(this::count);
    }

    /** A message as it was fetched. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Fetched(long uid, byte[] bytes, Optional<java.time.Instant> arrived) {
    }

    /** The server knows the user and refuses, or does not know the user: another attempt will not help. */
    static final class AuthenticationRefused extends Exception {
        AuthenticationRefused(ProtocolException cause) {
            super(cause);
        }
    }

    static ImapSession open(ImapConfiguration configuration, Optional<SSLSocketFactory> trust)
            throws IOException, ProtocolException, AuthenticationRefused {
        Properties properties = MailProperties.of("imap", configuration.security(), configuration.connectTimeout(),
                configuration.readTimeout(), trust);
        WriteLimit writes = new WriteLimit();
        writes.putInto(properties, "imap");
        try {
            return new ImapSession(connect(configuration, properties), writes);
        } catch (IOException | ProtocolException | AuthenticationRefused | RuntimeException e) {
            writes.close();
            throw e;
        }
    }

    private static IMAPProtocol connect(ImapConfiguration configuration, Properties properties)
            throws IOException, ProtocolException, AuthenticationRefused {
        IMAPProtocol protocol = new IMAPProtocol("imap", configuration.host(), configuration.port(), properties,
                configuration.security() == Security.TLS, SILENT);
        try {
            if (configuration.security() == Security.STARTTLS) {
                // Fails when the server does not offer it: nothing secret is ever said in clear text.
                protocol.startTLS();
                protocol.capability();
            }
            authenticate(protocol, configuration);
            protocol.capability();
            return protocol;
        } catch (ProtocolException | AuthenticationRefused | RuntimeException e) {
            protocol.disconnect();
            throw e;
        }
    }

    private static void authenticate(IMAPProtocol protocol, ImapConfiguration configuration)
            throws ProtocolException, AuthenticationRefused {
        if (protocol.isAuthenticated()) {
            return;
        }
        try {
            if (protocol.hasCapability("AUTH=PLAIN")) {
                protocol.authplain(null, configuration.user(), configuration.password());
            } else {
                protocol.login(configuration.user(), configuration.password());
            }
        } catch (CommandFailedException refused) {
            // RFC 5530: UNAVAILABLE is a server's own trouble and passes.
            if (String.valueOf(refused.getMessage()).contains("[UNAVAILABLE]")) {
                throw refused;
            }
            throw new AuthenticationRefused(refused);
        }
    }

    boolean supports(String capability) {
        return protocol.hasCapability(capability);
    }

    /** Opens for writing if the server lets us. */
    MailboxInfo select(String folder) throws ProtocolException {
        MailboxInfo info = protocol.select(folder);
        total = info.total;
        news = false;
        return info;
    }

    void create(String folder) throws ProtocolException {
        protocol.create(folder);
    }

    boolean exists(String folder) throws ProtocolException {
        return protocol.list("", folder) != null;
    }

    /** In ascending order. */
    long[] uidsAbove(long uid) throws ProtocolException {
        news = false;
        // "n:*" names the last message even when its UID is below n (RFC 9051 section 6.4.8).
        return Arrays.stream(search("UID " + (uid + 1) + ":*")).filter(found -> found > uid).sorted().toArray();
    }

    long[] withoutKeywordUpTo(long uid, String keyword) throws ProtocolException {
        return search("UID 1:" + uid + " UNKEYWORD " + keyword);
    }

    long[] upTo(long uid) throws ProtocolException {
        return search("UID 1:" + uid);
    }

    boolean holds(long uid) throws ProtocolException {
        return Arrays.stream(search("UID " + uid)).anyMatch(found -> found == uid);
    }

    private long[] search(String criteria) throws ProtocolException {
        long[] uids = new long[16];
        int count = 0;
        for (Response response : command("UID SEARCH " + criteria, null)) {
            if (response instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
                for (long uid = found.readLong(); uid != -1; uid = found.readLong()) {
                    uids = count == uids.length ? Arrays.copyOf(uids, count * 2) : uids;
                    uids[count++] = uid;
                }
            }
        }
        return Arrays.copyOf(uids, count);
    }

    Map<Long, Long> sizes(long[] uids) throws ProtocolException {
        Map<Long, Long> sizes = new HashMap<>();
        for (FetchResponse response : fetch(uids, "UID RFC822.SIZE")) {
            UID uid = response.getItem(UID.class);
            RFC822SIZE size = response.getItem(RFC822SIZE.class);
            if (uid != null && size != null) {
                sizes.put(uid.uid, size.size);
            }
        }
        return sizes;
    }

    /** At most {@code maximum} bytes of each message; without setting {@code \Seen}. What is gone meanwhile is missing from the result. */
    List<Fetched> messages(long[] uids, long maximum, boolean withDate) throws ProtocolException {
        List<Fetched> messages = new ArrayList<>();
        for (FetchResponse response : fetch(uids, "UID " + (withDate ? "INTERNALDATE " : "") + "BODY.PEEK[]<0." + maximum + ">")) {
            UID uid = response.getItem(UID.class);
            BODY body = response.getItem(BODY.class);
            INTERNALDATE date = response.getItem(INTERNALDATE.class);
            if (uid != null && body != null) {
                Optional<java.time.Instant> arrived = Optional.ofNullable(date).map(INTERNALDATE::getDate).map(java.util.Date::toInstant);
                messages.add(new Fetched(uid.uid, body.getByteArray() == null ? new byte[0] : body.getByteArrayInputStream().readAllBytes(),
                        arrived));
            }
        }
        return messages;
    }

    private List<FetchResponse> fetch(long[] uids, String items) throws ProtocolException {
        List<FetchResponse> responses = new ArrayList<>();
        for (Response response : command("UID FETCH " + set(uids) + " (" + items + ")", null)) {
            if (response instanceof FetchResponse fetched) {
                responses.add(fetched);
            }
        }
        return responses;
    }

    void addKeyword(long[] uids, String keyword) throws ProtocolException {
        command("UID STORE " + set(uids) + " +FLAGS.SILENT (" + keyword + ")", null);
    }

    /** RFC 6851. There is no way around it for servers without: copying would need a deletion. */
    void move(long[] uids, String folder) throws ProtocolException {
        Argument target = new Argument();
        target.writeString(BASE64MailboxEncoder.encode(folder));
        command("UID MOVE " + set(uids), target);
    }

    private static String set(long[] uids) {
        return String.valueOf(UIDSet.toString(UIDSet.createUIDSets(uids)));
    }

    private Response[] command(String command, @Nullable Argument argument) throws ProtocolException {
        Response[] responses = protocol.command(command, argument);
        for (Response response : responses) {
            count(response);
        }
        protocol.handleResult(responses[responses.length - 1]);
        return responses;
    }

    /**
     * A server tells of a new message with whatever it answers next (RFC 9051 section 7.4.1): told between the search and IDLE, it is not
     * told again.
     */
    private void count(Response response) {
        if (response instanceof IMAPResponse told && told.keyEquals("EXISTS")) {
            news |= told.getNumber() > total;
            total = told.getNumber();
        } else if (response instanceof IMAPResponse told && told.keyEquals("EXPUNGE")) {
            total--;
        }
    }

    /** Returns when the selected folder has news or {@code patience} is over, whichever comes first. */
    void awaitNews(Duration patience) throws ProtocolException, InterruptedException {
        if (news) {
            return;
        }
        if (!supports("IDLE")) {
            Thread.sleep(patience);
            protocol.noop();
            return;
        }
        Duration first = patience.compareTo(FIRST_IDLE) < 0 ? patience : FIRST_IDLE;
        idleFor(first);
        if (!news && first.compareTo(patience) < 0) {
            idleFor(patience.minus(first));
        }
    }

    private void idleFor(Duration patience) throws ProtocolException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        protocol.idleStart();
        if (news) {
            stopIdle(done);
        }
        Thread clock = Thread.ofVirtual().name("imap-idle-clock").start(() -> stopIdleAfter(patience, done));
        try {
            idle(done);
        } finally {
            clock.interrupt();
            clock.join();
        }
    }

    private void stopIdleAfter(Duration patience, AtomicBoolean done) {
        try {
            Thread.sleep(patience);
            stopIdle(done);
        } catch (InterruptedException newsCameFirst) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once: a second {@code DONE} would be a command of its own. */
    private void stopIdle(AtomicBoolean done) {
        if (done.compareAndSet(false, true)) {
            protocol.idleAbort();
        }
    }

    private void idle(AtomicBoolean done) throws ProtocolException {
        boolean answered;
        int silencesAfterDone = 0;
        do {
            Response response = protocol.readIdleResponse();
            boolean silence = response.isBYE() && response.isSynthetic() && response.getException() instanceof SocketTimeoutException;
            if (silence) {
                // Silence is what IDLE is for; after DONE it means that the server is gone.
                silencesAfterDone += done.get() ? 1 : 0;
                if (silencesAfterDone > 1) {
                    throw new ConnectionException("The server did not answer the end of IDLE");
                }
                answered = false;
                continue;
            }
            if (isNews(response)) {
                news = true;
                stopIdle(done);
            }
            answered = !protocol.processIdleResponse(response);
        } while (!answered);
    }

    private static boolean isNews(Response response) {
        return response instanceof IMAPResponse news && (news.keyEquals("EXISTS") || news.keyEquals("RECENT"));
    }

    /** Without a LOGOUT, which could keep an interrupted thread waiting for a server that is gone. */
    @Override
    public void close() {
        protocol.disconnect();
        writes.close();
    }
}
