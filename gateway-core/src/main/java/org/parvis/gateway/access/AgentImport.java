package org.parvis.gateway.access;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.parvis.gateway.access.AgentFile.Mistake;
import org.parvis.gateway.access.AgentFile.Problem;
import org.parvis.gateway.access.AgentFile.Row;
import org.parvis.gateway.database.Database;

/** Creates the accounts of a list: all that are not there yet, or none. Blocking: hashing their passwords takes some seconds. */
public final class AgentImport {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without those that are taken for one another. */
    private static final String CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int GROUP = 4;

    private final Database database;
    private final Accounts accounts;

    public AgentImport(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /**
     * What became of a row, or would.
     *
     * @param known    whether there was such an account before: it is left as it is
     * @param password the first one, told this once; absent when nothing was created
     */
    public record Imported(Row row, boolean known, Optional<String> password) {
    }

    /** @param mistakes when there are any, nothing was created */
    public record Result(List<Imported> rows, List<Mistake> mistakes) {

        public Result {
            rows = List.copyOf(rows);
            mistakes = List.copyOf(mistakes);
        }
    }

    /** What {@link #create} would do, without doing it. */
    public Result check(AgentFile file) throws InterruptedException {
        Map<String, UUID> teams = teams();
        List<Agent> agents = accounts.agents();
        Set<String> known = agents.stream().map(Agent::account).collect(Collectors.toSet());
        // Accounts from before extensions were digits stay as they are.
        Set<Integer> knownLines = file.rows().stream().filter(row -> known.contains(row.account())).map(Row::line)
                .collect(Collectors.toSet());
        List<Mistake> mistakes = new ArrayList<>(file.mistakes());
        mistakes.removeIf(mistake -> mistake.problem() == Problem.BAD_EXTENSION && knownLines.contains(mistake.line()));
        for (Row row : file.rows()) {
            row.teams().stream().filter(team -> !teams.containsKey(team))
                    .forEach(team -> mistakes.add(new Mistake(row.line(), "", Problem.NO_SUCH_TEAM, team)));
        }
        Set<String> extensions = agents.stream().filter(Agent::active).flatMap(agent -> agent.extension().stream())
                .collect(Collectors.toCollection(HashSet::new));
        for (Row row : file.rows()) {
            row.extension().filter(extension -> !known.contains(row.account()) && !extensions.add(extension))
                    .ifPresent(extension -> mistakes.add(new Mistake(row.line(), "", Problem.EXTENSION_TAKEN, extension)));
        }
        return new Result(file.rows().stream().map(row -> new Imported(row, known.contains(row.account()), Optional.empty())).toList(),
                mistakes);
    }

    /** @throws AccountRefusal when an account or a team changed meanwhile; nothing was created then */
    public Result create(UUID by, AgentFile file) throws InterruptedException {
        Result checked = check(file);
        if (!checked.mistakes().isEmpty()) {
            return checked;
        }
        Map<String, UUID> teams = teams();
        Map<Row, Created> created = new LinkedHashMap<>();
        for (Imported imported : checked.rows()) {
            if (!imported.known()) {
                NewAgent agent = newAgent(imported.row(), teams);
                created.put(imported.row(), new Created(agent, accounts.hash(agent)));
            }
        }
        database.inTransaction(session -> {
            Accounts within = accounts.within(session);
            for (Created each : created.values()) {
                within.create(Optional.of(by), each.agent(), each.hash());
            }
            return created;
        });
        return new Result(checked.rows().stream().map(imported -> new Imported(imported.row(), imported.known(),
                Optional.ofNullable(created.get(imported.row())).map(each -> each.agent().password()))).toList(), List.of());
    }

    private record Created(NewAgent agent, String hash) {
    }

    private static NewAgent newAgent(Row row, Map<String, UUID> teams) {
        return new NewAgent(row.account(), row.name(), password(), row.role(), row.language(),
                row.teams().stream().map(team -> Optional.ofNullable(teams.get(team)).orElseThrow()).toList(), row.extension(),
                row.hours());
    }

    private Map<String, UUID> teams() throws InterruptedException {
        return accounts.teams().stream().collect(Collectors.toMap(Team::name, Team::id));
    }

    /** 80 random bits that can be read out on the telephone. */
    private static String password() {
        StringBuilder password = new StringBuilder();
        for (int place = 0; place < GROUPS * GROUP; place++) {
            if (place > 0 && place % GROUP == 0) {
                password.append('-');
            }
            password.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return password.toString();
    }
}
