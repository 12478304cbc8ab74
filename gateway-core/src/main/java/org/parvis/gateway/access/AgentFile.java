package org.parvis.gateway.access;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A list of agents as a spreadsheet exports it: comma-separated values (RFC 4180) or with semicolons, as French spreadsheets write them; in
 * UTF-8 or else in Windows-1252; the first line names the columns in French or English, in any order. Every mistake is told, not only the
 * first.
 */
public record AgentFile(List<Row> rows, List<Mistake> mistakes) {

    public static final int MAXIMUM_BYTES = 256 * 1024;
    public static final int MAXIMUM_ROWS = 200;

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public AgentFile {
        rows = List.copyOf(rows);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * One agent.
     *
     * @param line      where it stands; the first line has number 1
     * @param teams     by name
     * @param extension absent also where the file has one that is a mistake: an account that exists already keeps its own
     */
    public record Row(int line, String account, String name, Role role, String language, List<String> teams, Optional<String> extension,
            Optional<Hours> hours) {
    }

    /**
     * What keeps the file from being taken.
     *
     * @param column as the file calls it; empty when it is about the whole line
     * @param value  what was found there
     */
    public record Mistake(int line, String column, Problem problem, String value) {
    }

    /** What can be wrong. */
    public enum Problem {
        UNREADABLE, TOO_LONG, NO_ROWS, UNKNOWN_COLUMN, COLUMN_TWICE, COLUMN_MISSING, VALUE_MISSING, BAD_ACCOUNT, BAD_NAME, BAD_ROLE, BAD_LANGUAGE, BAD_EXTENSION, BAD_HOURS, HOURS_OF_NO_AGENCY, AGENCY_WITHOUT_TEAM, ACCOUNT_TWICE, EXTENSION_TAKEN, NO_SUCH_TEAM
    }

    private enum Column {
        ACCOUNT, NAME, ROLE, LANGUAGE, TEAMS, EXTENSION, HOURS;

        /** As it is called when the file does not. */
        String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, Column> COLUMNS = Map.ofEntries(Map.entry("account", Column.ACCOUNT),
            Map.entry("compte", Column.ACCOUNT),
            Map.entry("identifiant", Column.ACCOUNT), Map.entry("name", Column.NAME), Map.entry("nom", Column.NAME),
            Map.entry("role", Column.ROLE), Map.entry("language", Column.LANGUAGE), Map.entry("langue", Column.LANGUAGE),
            Map.entry("teams", Column.TEAMS), Map.entry("team", Column.TEAMS), Map.entry("equipes", Column.TEAMS),
            Map.entry("equipe", Column.TEAMS), Map.entry("extension", Column.EXTENSION), Map.entry("poste", Column.EXTENSION),
            Map.entry("hours", Column.HOURS), Map.entry("horaires", Column.HOURS));
    private static final Map<String, Role> ROLES = Map.ofEntries(Map.entry("agent", Role.AGENT), Map.entry("lead", Role.LEAD),
            Map.entry("responsable", Role.LEAD), Map.entry("administrator", Role.ADMINISTRATOR),
            Map.entry("administrateur", Role.ADMINISTRATOR),
            Map.entry("administratrice", Role.ADMINISTRATOR), Map.entry("operator", Role.OPERATOR), Map.entry("exploitant", Role.OPERATOR),
            Map.entry("exploitante", Role.OPERATOR), Map.entry("agency", Role.AGENCY), Map.entry("prestataire", Role.AGENCY));
    private static final Map<String, String> LANGUAGES = Map.of("fr", "fr", "francais", "fr", "french", "fr", "en", "en", "anglais", "en",
            "english", "en");

    /** Reads at most {@link #MAXIMUM_BYTES} and {@link #MAXIMUM_ROWS}. */
    public static AgentFile read(byte[] bytes) {
        if (bytes.length > MAXIMUM_BYTES) {
            return unusable(1, Problem.TOO_LONG, bytes.length + " bytes");
        }
        String text = text(bytes);
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format(text))) {
            return new Reading(parser).read();
        } catch (IOException | UncheckedIOException malformed) {
            return unusable(1, Problem.UNREADABLE, "");
        }
    }

    private static AgentFile unusable(int line, Problem problem, String value) {
        return new AgentFile(List.of(), List.of(new Mistake(line, "", problem, value)));
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, WINDOWS);
        }
    }

    private static CSVFormat format(String text) {
        String heading = text.lines().findFirst().orElse("");
        long semicolons = heading.chars().filter(character -> character == ';').count();
        long commas = heading.chars().filter(character -> character == ',').count();
        return CSVFormat.RFC4180.builder().setDelimiter(semicolons > commas ? ';' : ',').setTrim(true).setIgnoreEmptyLines(true).get();
    }

    private static String folded(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
    }

    /** One file on its way through. */
    private static final class Reading {

        private final CSVParser parser;
        private final List<Row> rows = new ArrayList<>();
        private final List<Mistake> mistakes = new ArrayList<>();
        private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
        private final Map<Column, String> titles = new EnumMap<>(Column.class);
        private final Map<String, Integer> accounts = new HashMap<>();

        Reading(CSVParser parser) {
            this.parser = parser;
        }

        AgentFile read() {
            boolean first = true;
            for (CSVRecord each : parser) {
                int line = Math.toIntExact(parser.getCurrentLineNumber());
                if (first) {
                    heading(line, each);
                    first = false;
                } else if (rows.size() == MAXIMUM_ROWS) {
                    mistakes.add(new Mistake(line, "", Problem.TOO_LONG, MAXIMUM_ROWS + " lines"));
                    break;
                } else if (mistakes.stream().noneMatch(mistake -> mistake.line() == 1)) {
                    row(line, each);
                }
            }
            if (mistakes.isEmpty() && rows.isEmpty()) {
                mistakes.add(new Mistake(1, "", Problem.NO_ROWS, ""));
            }
            return new AgentFile(rows, mistakes);
        }

        private void heading(int line, CSVRecord names) {
            for (int place = 0; place < names.size(); place++) {
                String title = names.get(place);
                Column column = COLUMNS.get(folded(title));
                if (column == null) {
                    mistakes.add(new Mistake(line, title, Problem.UNKNOWN_COLUMN, title));
                } else if (columns.putIfAbsent(column, place) != null) {
                    mistakes.add(new Mistake(line, title, Problem.COLUMN_TWICE, title));
                } else {
                    titles.put(column, title);
                }
            }
            for (Column needed : List.of(Column.ACCOUNT, Column.NAME)) {
                if (!columns.containsKey(needed)) {
                    mistakes.add(new Mistake(line, "", Problem.COLUMN_MISSING, needed.title()));
                }
            }
        }

        private void row(int line, CSVRecord values) {
            int before = mistakes.size();
            String account = value(values, Column.ACCOUNT).toLowerCase(Locale.ROOT);
            String name = value(values, Column.NAME);
            if (account.isEmpty() || name.isEmpty()) {
                mistake(line, account.isEmpty() ? Column.ACCOUNT : Column.NAME, Problem.VALUE_MISSING, "");
            } else {
                check(line, Column.ACCOUNT, Problem.BAD_ACCOUNT, account, NewAgent::checkAccount);
                check(line, Column.NAME, Problem.BAD_NAME, name, NewAgent::checkName);
            }
            if (!account.isEmpty() && accounts.putIfAbsent(account, line) != null) {
                mistake(line, Column.ACCOUNT, Problem.ACCOUNT_TWICE, account);
            }
            Role role = oneOf(line, Column.ROLE, values, ROLES, Role.AGENT, Problem.BAD_ROLE);
            String language = oneOf(line, Column.LANGUAGE, values, LANGUAGES, "fr", Problem.BAD_LANGUAGE);
            List<String> teams = Arrays.stream(value(values, Column.TEAMS).split("[|,;]")).map(String::strip)
                    .filter(team -> !team.isEmpty())
                    .toList();
            Optional<Hours> hours = hours(line, values, role);
            if (role.isLimitedToTeams() && teams.isEmpty()) {
                mistake(line, Column.TEAMS, Problem.AGENCY_WITHOUT_TEAM, "");
            }
            boolean whole = mistakes.size() == before;
            Optional<String> extension = extension(line, values);
            if (whole) {
                rows.add(new Row(line, account, name, role, language, teams, extension, hours));
            }
        }

        private Optional<String> extension(int line, CSVRecord values) {
            String text = value(values, Column.EXTENSION);
            int before = mistakes.size();
            if (!text.isEmpty()) {
                check(line, Column.EXTENSION, Problem.BAD_EXTENSION, text, NewAgent::checkExtension);
            }
            return text.isEmpty() || mistakes.size() > before ? Optional.empty() : Optional.of(text);
        }

        private Optional<Hours> hours(int line, CSVRecord values, Role role) {
            String text = value(values, Column.HOURS);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (!role.isLimitedToTeams()) {
                mistake(line, Column.HOURS, Problem.HOURS_OF_NO_AGENCY, text);
                return Optional.empty();
            }
            try {
                return Optional.of(Hours.parse(text));
            } catch (IllegalArgumentException unreadable) {
                mistake(line, Column.HOURS, Problem.BAD_HOURS, text);
                return Optional.empty();
            }
        }

        private <T> T oneOf(int line, Column column, CSVRecord values, Map<String, T> known, T usual, Problem problem) {
            String value = value(values, column);
            if (value.isEmpty()) {
                return usual;
            }
            T found = known.get(folded(value));
            if (found == null) {
                mistake(line, column, problem, value);
                return usual;
            }
            return found;
        }

        private void check(int line, Column column, Problem problem, String value, Consumer<String> rule) {
            try {
                rule.accept(value);
            } catch (IllegalArgumentException broken) {
                mistake(line, column, problem, value);
            }
        }

        private String value(CSVRecord values, Column column) {
            Integer place = columns.get(column);
            return place == null || place >= values.size() ? "" : values.get(place);
        }

        private void mistake(int line, Column column, Problem problem, String value) {
            mistakes.add(new Mistake(line, titles.getOrDefault(column, column.title()), problem, value));
        }
    }
}
