package org.parvis.gateway.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.event.Difference;

/** What of an account is other than it was, by the names and in the words of the API. */
final class AgentDifference {

    private AgentDifference() {
    }

    static Difference of(NewAgent agent) {
        return new Difference().fresh("account", Optional.of(agent.account())).fresh("name", Optional.of(agent.name()))
                .fresh("role", Optional.of(word(agent.role()))).fresh("language", Optional.of(agent.language()))
                .fresh("teamIds", teams(agent.teams())).fresh("extension", agent.extension()).fresh("hours", agent.hours());
    }

    static Difference between(Agent before, Agent after) {
        return new Difference().of("name", Optional.of(before.name()), Optional.of(after.name()))
                .of("role", Optional.of(word(before.role())), Optional.of(word(after.role())))
                .of("language", Optional.of(before.language()), Optional.of(after.language()))
                .of("teamIds", teams(before.teams()), teams(after.teams()))
                .of("extension", before.extension(), after.extension())
                .of("availability", Optional.of(word(before.availability())), Optional.of(word(after.availability())))
                .of("active", Optional.of(before.active()), Optional.of(after.active()))
                .of("hours", before.hours(), after.hours());
    }

    static Difference ofAvailability(Availability before, Availability after) {
        return new Difference().of("availability", Optional.of(word(before)), Optional.of(word(after)));
    }

    private static Optional<List<UUID>> teams(List<UUID> teams) {
        return Optional.of(teams.stream().sorted().toList()).filter(some -> !some.isEmpty());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
