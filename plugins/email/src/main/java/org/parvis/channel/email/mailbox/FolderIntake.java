package org.parvis.channel.email.mailbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.Inbox;
import org.parvis.channel.email.mime.Bounds;
import org.parvis.channel.email.mime.RawMail;

/** Takes in what is new in one folder: fetch a batch, commit it with its cursor, then mark it. */
final class FolderIntake {

    /** Messages in one fetch: round trips cost more than bytes up to about here. */
    static final int BATCH = 50;
    /** Bytes in one fetch, so that fifty large messages do not meet in memory. */
    static final long BATCH_BYTES = 32L * 1024 * 1024;

    private final ImapSession session;
    private final String folder;
    private final Marking marking;
    private final Function<RawMail, List<InboundEvent>> reader;
    private final long maximumBytes;
    private final ChannelContext context;

    FolderIntake(ImapSession session, String folder, Marking marking, Function<RawMail, List<InboundEvent>> reader, long maximumBytes,
            ChannelContext context) {
        this.session = session;
        this.folder = folder;
        this.marking = marking;
        this.reader = reader;
        this.maximumBytes = maximumBytes;
        this.context = context;
    }

    /** @param committed told of each cursor that became durable, also when a later batch fails */
    MailboxCursor run(Inbox inbox, MailboxCursor start, Attempts attempts, Consumer<MailboxCursor> committed)
            throws ProtocolException, InterruptedException, ChannelException {
        MailboxInfo info = session.select(folder);
        long validity = info.uidvalidity;
        if (start.place(folder).filter(place -> place.validity() != validity).isPresent()) {
            context.log().log(System.Logger.Level.WARNING,
                    "The server numbers the messages of a folder anew (UIDVALIDITY): the folder is read again, known messages are recognised");
        }
        long taken = start.uid(folder, validity);
        boolean markable = marking.possible(folder, info);
        if (markable) {
            marking.makeUp(folder, taken);
        }
        MailboxCursor cursor = start;
        long[] uids = session.uidsAbove(taken);
        for (int from = 0; from < uids.length; from += BATCH) {
            long[] batch = Arrays.copyOfRange(uids, from, Math.min(uids.length, from + BATCH));
            Map<Long, Long> sizes = sizes(batch, validity, attempts);
            for (long[] portion : portions(batch, sizes, validity, attempts)) {
                List<InboundEvent> events = new ArrayList<>();
                for (RawMail mail : fetch(portion, sizes, validity, attempts)) {
                    events.addAll(reader.apply(mail));
                }
                cursor = cursor.with(folder, validity, portion[portion.length - 1]);
                commit(inbox, events, cursor);
                committed.accept(cursor);
                if (markable) {
                    marking.mark(folder, portion);
                }
            }
        }
        return cursor;
    }

    /** The cursor goes with the last portion: before it, nothing says that the batch is done. */
    private static void commit(Inbox inbox, List<InboundEvent> events, MailboxCursor cursor) throws InterruptedException, ChannelException {
        int start = 0;
        for (; events.size() - start > Inbox.MAXIMUM_EVENTS; start += Inbox.MAXIMUM_EVENTS) {
            inbox.commit(List.copyOf(events.subList(start, start + Inbox.MAXIMUM_EVENTS)), Optional.empty());
        }
        inbox.commit(List.copyOf(events.subList(start, events.size())), Optional.of(cursor.write()));
    }

    /** Of a suspect nothing is asked before its turn alone. */
    private Map<Long, Long> sizes(long[] batch, long validity, Attempts attempts) throws ProtocolException {
        long[] asked = Arrays.stream(batch).filter(uid -> !attempts.suspect(folder, validity, uid)).toArray();
        try {
            return asked.length == 0 ? Map.of() : session.sizes(asked);
        } catch (CommandFailedException refused) {
            throw refused;
        } catch (ProtocolException broken) {
            attempts.broken(folder, validity, asked);
            throw broken;
        }
    }

    /** Parts of a batch, in order: what fits in memory together, and each message that is over the limit or suspect alone. */
    private List<long[]> portions(long[] batch, Map<Long, Long> sizes, long validity, Attempts attempts) {
        List<long[]> portions = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        boolean afterAlone = false;
        for (int index = 0; index < batch.length; index++) {
            long size = sizes.getOrDefault(batch[index], maximumBytes);
            boolean alone = size > maximumBytes || attempts.suspect(folder, validity, batch[index]);
            if (index > from && (alone || afterAlone || bytes + size > BATCH_BYTES)) {
                portions.add(Arrays.copyOfRange(batch, from, index));
                from = index;
                bytes = 0;
            }
            bytes += size;
            afterAlone = alone;
        }
        portions.add(Arrays.copyOfRange(batch, from, batch.length));
        return portions;
    }

    private List<RawMail> fetch(long[] set, Map<Long, Long> sizes, long validity, Attempts attempts) throws ProtocolException {
        if (set.length == 1 && attempts.exhausted(folder, validity, set[0])) {
            return session.holds(set[0]) ? List.of(notHandedOver(set[0], sizes, validity)) : List.of();
        }
        long limit = sizes.getOrDefault(set[0], maximumBytes) > maximumBytes ? Bounds.BEGINNING : maximumBytes + 1;
        Map<Long, ImapSession.Fetched> fetched = new HashMap<>();
        try {
            fetched.putAll(session.messages(set, limit, true).stream()
                    .collect(Collectors.toMap(ImapSession.Fetched::uid, Function.identity(), (first, _) -> first)));
        } catch (CommandFailedException refused) {
            context.log().log(System.Logger.Level.WARNING, "The server refused a batch of messages; they are fetched one by one");
        } catch (ProtocolException broken) {
            attempts.broken(folder, validity, set);
            throw broken;
        }
        List<RawMail> mails = new ArrayList<>();
        for (long uid : set) {
            ImapSession.Fetched message = fetched.get(uid);
            if (message != null) {
                attempts.handedOver(folder, validity, uid);
                mails.add(mail(message, sizes, limit));
            } else if (session.holds(uid)) {
                mails.add(alone(uid, limit, sizes, validity, attempts));
            }
        }
        return mails;
    }

    /** A message that did not come with its batch although it is there: its turn alone, without what may have made the answer unreadable. */
    private RawMail alone(long uid, long limit, Map<Long, Long> sizes, long validity, Attempts attempts) throws ProtocolException {
        try {
            List<ImapSession.Fetched> message = session.messages(new long[]{uid}, limit, false);
            if (!message.isEmpty()) {
                attempts.handedOver(folder, validity, uid);
                return mail(message.getFirst(), sizes, limit);
            }
        } catch (CommandFailedException refused) {
            attempts.refused(folder, validity, uid);
            if (!attempts.exhausted(folder, validity, uid)) {
                throw refused;
            }
        } catch (ProtocolException broken) {
            attempts.broken(folder, validity, new long[]{uid});
            throw broken;
        }
        return notHandedOver(uid, sizes, validity);
    }

    private RawMail notHandedOver(long uid, Map<Long, Long> sizes, long validity) {
        context.log().log(System.Logger.Level.WARNING,
                "The server does not hand over message {0} of a folder; it is taken in as unreadable", uid);
        String name = "Message-ID: <" + validity + "." + uid + "@not-handed-over.invalid>\r\n";
        return new RawMail(name.getBytes(StandardCharsets.US_ASCII), false, sizes.getOrDefault(uid, 0L), context.clock().instant(),
                place(uid),
                Optional.of("the mail server does not hand it over; it stays in the mailbox (" + place(uid) + ")"));
    }

    private RawMail mail(ImapSession.Fetched message, Map<Long, Long> sizes, long limit) {
        Instant arrived = message.arrived().orElseGet(() -> context.clock().instant());
        long size = Math.max(sizes.getOrDefault(message.uid(), 0L), message.bytes().length);
        boolean complete = limit > maximumBytes && message.bytes().length <= maximumBytes;
        byte[] bytes = complete || message.bytes().length <= Bounds.BEGINNING
                ? message.bytes()
                : Arrays.copyOf(message.bytes(), Bounds.BEGINNING);
        return new RawMail(bytes, complete, size, arrived, place(message.uid()), Optional.empty());
    }

    private String place(long uid) {
        return folder + ", message " + uid;
    }
}
