package org.parvis.gateway.bench.town;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The schema without what is cheaper made at once when the rows are there: secondary indexes, and references between tables. */
final class Bare {

    private final List<String> again;

    private Bare(List<String> again) {
        this.again = again;
    }

    /** Takes them off, and knows how to put them back as they were. */
    static Bare strip(Connection connection) throws SQLException {
        List<String> drop = new ArrayList<>();
        List<String> again = new ArrayList<>();
        read(connection, """
                select format('drop index %I', index.relname), pg_get_indexdef(index.oid)
                  from pg_index join pg_class index on index.oid = indexrelid join pg_class of on of.oid = indrelid
                 where of.relnamespace = 'public'::regnamespace and not exists (select from pg_constraint where conindid = indexrelid)
                 order by of.relname = 'message', index.relname
                """, drop, again);
        read(connection, """
                select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conrelid::regclass::text, conname
                """, drop, again);
        run(connection, drop);
        return new Bare(again);
    }

    private static void read(Connection connection, String sql, List<String> drop, List<String> again) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                drop.add(rows.getString(1));
                again.add(rows.getString(2));
            }
        }
    }

    /** Puts them back; PostgreSQL checks every reference while it does. */
    void dress(Connection connection) throws SQLException {
        run(connection, List.of("set maintenance_work_mem = '1GB'", "set max_parallel_maintenance_workers = 2"));
        run(connection, again);
    }

    static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
