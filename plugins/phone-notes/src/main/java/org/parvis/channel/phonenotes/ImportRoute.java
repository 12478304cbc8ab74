package org.parvis.channel.phonenotes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.Inbox;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.phonenotes.NoteReader.Texts;

/** Notes from a file: the good lines are taken, every bad one is told. The same file again adds nothing. */
final class ImportRoute {

    static final long MAXIMUM_BODY = 10_000_000;
    static final int MAXIMUM_LINES = 20_000;
    /** Of more bad lines than this the first are told, and how many there are. */
    static final int MAXIMUM_REPORTED = 1_000;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String UTF_8_MARK = "\uFEFF";

    private final PhoneNotesConfiguration configuration;
    private final ChannelContext context;
    private final Numbers numbers;

    ImportRoute(PhoneNotesConfiguration configuration, ChannelContext context, Numbers numbers) {
        this.configuration = configuration;
        this.context = context;
        this.numbers = numbers;
    }

    /** A line that was not taken. */
    private record BadLine(int line, String column, String reason) {
    }

    /** The file itself cannot be used. */
    private static final class Unusable extends Exception {
        private final String why;

        Unusable(String why) {
            super(why);
            this.why = why;
        }
    }

    Response take(Request request) throws InterruptedException {
        Request.Agent agent = NoteRoutes.agent(request);
        Language language = Language.ofCode(agent.language());
        Bytes file = request.files().isEmpty() ? request.body() : request.files().getFirst().attachment().bytes();
        var bad = new ArrayList<BadLine>();
        List<InboundEvent> good;
        try {
            good = read(decode(file.toArray(), language), agent.account(), language, bad);
        } catch (Unusable e) {
            return Problem.of(422, language.say("import.title"), e.why).response();
        }
        int taken = 0;
        try {
            for (; taken < good.size(); taken = Math.min(taken + Inbox.MAXIMUM_EVENTS, good.size())) {
                context.inbox().commit(good.subList(taken, Math.min(taken + Inbox.MAXIMUM_EVENTS, good.size())), Optional.empty());
            }
        } catch (ChannelException e) {
            context.log().log(System.Logger.Level.WARNING,
                    "An import of call notes stopped after " + taken + " lines; importing the file again completes it", e);
            return Problem.of(503, language.say("import.title"), language.say("import.again", taken)).response();
        }
        return report(taken, bad);
    }

    private static Response report(int taken, List<BadLine> bad) {
        var report = new LinkedHashMap<String, Object>();
        report.put("taken", taken);
        report.put("refused", bad.stream().map(BadLine::line).distinct().count());
        report.put("mistakes", bad.stream().limit(MAXIMUM_REPORTED)
                .map(line -> Map.of("line", line.line(), "column", line.column(), "reason", line.reason())).toList());
        report.put("moreMistakes", Math.max(0, bad.size() - MAXIMUM_REPORTED));
        return NoteRoutes.json(200, report);
    }

    private List<InboundEvent> read(String text, String account, Language language, List<BadLine> bad) throws Unusable {
        var csv = new Csv(text, Csv.separatorOf(text));
        List<Column> columns = header(csv, language);
        var good = new ArrayList<InboundEvent>();
        var seen = new HashMap<String, Integer>();
        int lines = 0;
        for (Optional<Csv.Line> next = csv.next(); next.isPresent(); next = csv.next()) {
            if (++lines > MAXIMUM_LINES) {
                throw new Unusable(language.say("import.lines", MAXIMUM_LINES));
            }
            Csv.Line line = next.get();
            if (!line.blank()) {
                note(line, columns, language, bad).map(note -> event(note, line, account, seen)).ifPresent(good::add);
            }
        }
        return good;
    }

    /** Two lines of the same words in one file are two calls; the file again has the same two. */
    private InboundEvent event(Note note, Csv.Line line, String account, Map<String, Integer> seen) {
        String words = Digest.of(line.fields().toArray(String[]::new));
        String id = Digest.of("import", words, Integer.toString(seen.merge(words, 1, Integer::sum)));
        return note.event(id, id, context, account, configuration);
    }

    private Optional<Note> note(Csv.Line line, List<Column> columns, Language language, List<BadLine> bad) {
        Optional<String> flaw = flaw(line, columns, language);
        if (flaw.isPresent()) {
            bad.add(new BadLine(line.line(), columns.get(Math.min(line.fields().size(), columns.size() - 1)).member(), flaw.get()));
            return Optional.empty();
        }
        var cells = new EnumMap<Column, String>(Column.class);
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), i < line.fields().size() ? line.fields().get(i) : "");
        }
        var reader = new NoteReader(configuration, numbers, context.clock(), language, member -> member);
        cells.forEach((column, cell) -> {
            if (cell.indexOf('\uFFFD') >= 0) {
                reader.mistake(column.member(), language.say("line.undecodable"));
            }
        });
        Optional<Note> note = reader.note(texts(cells));
        reader.mistakes().forEach(mistake -> bad.add(new BadLine(line.line(), mistake.field(), mistake.detail())));
        return note;
    }

    private static Optional<String> flaw(Csv.Line line, List<Column> columns, Language language) {
        if (line.flaw().isPresent()) {
            return line.flaw().map(flaw -> language.say(flaw.key()));
        }
        // Spreadsheets leave out empty cells at the end of a line, never in between
        boolean tooMany = line.fields().stream().skip(columns.size()).anyMatch(cell -> !cell.isBlank());
        return tooMany ? Optional.of(language.say("line.columns", columns.size(), line.fields().size())) : Optional.empty();
    }

    private static Texts texts(Map<Column, String> cells) {
        return new Texts(cell(cells, Column.CALLER), cell(cells, Column.NAME), cell(cells, Column.TOPIC), cell(cells, Column.TEAM),
                cell(cells, Column.NOTE),
                cell(cells, Column.OUTCOME), cell(cells, Column.CALL_BACK_AT), cell(cells, Column.CONVERSATION), cell(cells, Column.AT));
    }

    private static String cell(Map<Column, String> cells, Column column) {
        return cells.getOrDefault(column, "");
    }

    private static List<Column> header(Csv csv, Language language) throws Unusable {
        Optional<Csv.Line> first = csv.next();
        if (first.isEmpty() || first.get().blank()) {
            throw new Unusable(language.say("import.empty"));
        }
        if (first.get().flaw().isPresent()) {
            throw new Unusable(language.say(first.get().flaw().get().key()));
        }
        var columns = new ArrayList<Column>();
        for (String name : first.get().fields()) {
            Column column = Column.named(name).orElseThrow(() -> new Unusable(language.say("import.header", shortened(name),
                    String.join(", ", List.of(Column.values()).stream().map(Column::member).toList()))));
            if (columns.contains(column)) {
                throw new Unusable(language.say("import.header.twice", column.member()));
            }
            columns.add(column);
        }
        for (Column needed : List.of(Column.NOTE, Column.OUTCOME)) {
            if (!columns.contains(needed)) {
                throw new Unusable(language.say("import.header.missing", needed.member()));
            }
        }
        return columns;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** UTF-8 if it is, else what older spreadsheets write; what neither can say becomes U+FFFD, and its line is told. */
    private static String decode(byte[] bytes, Language language) throws Unusable {
        if (bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF))) {
            throw new Unusable(language.say("import.utf16"));
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(UTF_8_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1252);
        }
    }
}
