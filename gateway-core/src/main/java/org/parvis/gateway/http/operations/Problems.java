package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.access.AccountRefusal;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.desk.Refusal;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.Problem.BadField;
import org.parvis.gateway.http.wire.ProblemException;
import org.parvis.gateway.plugin.ChannelRefusal;
import org.parvis.gateway.search.SearchFault;

/** Says what went wrong, for every exception that leaves a handler. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final long RETRY_SECONDS = 2;

    private Problems() {
    }

    /** @param endpoint named in the log when the fault is ours: never the address itself, which may hold a secret */
    public static Problem of(Throwable fault, String endpoint) {
        return switch (fault) {
            case ProblemException expected -> expected.problem();
            case Refusal refusal -> of(refusal);
            case SearchFault search -> of(search);
            case ChannelRefusal refusal -> ChannelSetupOperations.problem(refusal);
            case AccountRefusal refusal -> named(409, "conflict", refusal.detail(), Optional.of(refusal.field()));
            case DatabaseException database when database.outcomeUnknown() -> {
                LOG.error("{}: the database was lost during COMMIT; whether the request took effect is not known", endpoint, database);
                yield Problem.named(503, "outcome-unknown", "The connection to the database was lost. Look whether your change took effect"
                        + " before you repeat it.");
            }
            case DatabaseException database when database.retryable() -> {
                LOG.warn("{}: answered with 503, the database does not answer: {}", endpoint, database.getMessage());
                yield Problem.busy("The database does not answer at the moment. Nothing was changed; please try again.", RETRY_SECONDS);
            }
            case DatabaseException database when database.diskIsFull() -> {
                LOG.error("{}: answered with 503, the database's disk is full; make space, nothing else is to be done: {}", endpoint,
                        database.getMessage());
                yield Problem.busy("Nothing can be kept at the moment. Nothing was changed; please try again later.", RETRY_SECONDS);
            }
            default -> unexpected(fault, endpoint);
        };
    }

    public static Problem unexpected(Throwable fault, String endpoint) {
        String reference = UUID.randomUUID().toString();
        LOG.error("{}: answered with 500, reference {}", endpoint, reference, fault);
        return Problem.named(500, "internal", "Something went wrong on our side. Whoever runs Parvis finds it in the log by the reference "
                + reference + ".");
    }

    private static Problem of(Refusal refusal) {
        int status = switch (refusal.reason()) {
            case NOT_FOUND -> 404;
            case INVALID -> 422;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
        };
        Problem problem = named(status, refusal.problem(), refusal.detail(), refusal.field());
        return refusal.answer().map(answer -> problem.answered(Shapes.answer(answer))).orElse(problem);
    }

    private static Problem of(SearchFault fault) {
        BadField term = new BadField("q", fault.detail(), Optional.of(fault.term()), fault.allowed());
        return new Problem(400, Optional.of("search-" + JsonValues.word(fault.reason())), fault.detail(), List.of(term), Map.of());
    }

    private static Problem named(int status, String name, String detail, Optional<String> field) {
        List<BadField> errors = field.map(bad -> List.of(new BadField(bad, detail))).orElse(List.of());
        return new Problem(status, Optional.of(name), detail, errors, Map.of());
    }
}
