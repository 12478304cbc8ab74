package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Session;

/** Keeps the plan of each statement of a pipeline that runs through it. */
record Explained(Session session, List<String> plans) implements Session {

    Explained(Session session) {
        this(session, new ArrayList<>());
    }

    @Override
    public List<Row> query(String sql, @Nullable Object... values) throws InterruptedException {
        return session.query(sql, values);
    }

    @Override
    public Optional<Row> first(String sql, @Nullable Object... values) throws InterruptedException {
        return session.first(sql, values);
    }

    @Override
    public int execute(String sql, @Nullable Object... values) throws InterruptedException {
        return session.execute(sql, values);
    }

    @Override
    public List<List<Row>> pipeline(List<Statement> statements) throws InterruptedException {
        for (Statement statement : statements) {
            // What looks up names and troubles, row by row, comes last.
            plans.add(session.query("explain " + statement.sql(), statement.values().toArray()).stream().map(row -> row.getString(0))
                    .takeWhile(line -> !line.contains("SubPlan")).collect(Collectors.joining("\n")));
        }
        return session.pipeline(statements);
    }

    @Override
    public void afterCommit(Runnable action) {
        session.afterCommit(action);
    }
}
