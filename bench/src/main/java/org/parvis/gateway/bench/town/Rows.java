package org.parvis.gateway.bench.town;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One table's rows on their way in, by COPY on a connection of their own. For one thread. */
final class Rows implements AutoCloseable {

    private static final int PORTION = 256 * 1024;

    private final Connection connection;
    private final CopyIn copy;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(PORTION + 64 * 1024);
    private final StringBuilder line = new StringBuilder();

    /** @param columns {@code table (column, …)} */
    Rows(Connection connection, String columns) throws SQLException {
        this.connection = connection;
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + columns + " from stdin");
    }

    void add(@Nullable Object... values) throws SQLException {
        line.setLength(0);
        for (Object value : values) {
            if (!line.isEmpty()) {
                line.append('\t');
            }
            if (value == null) {
                line.append("\\N");
            } else {
                escape(value.toString());
            }
        }
        line.append('\n');
        waiting.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
        if (waiting.size() >= PORTION) {
            flush();
        }
    }

    private void escape(String text) {
        for (int n = 0; n < text.length(); n++) {
            char each = text.charAt(n);
            switch (each) {
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                case '\r' -> line.append("\\r");
                case '\\' -> line.append("\\\\");
                default -> line.append(each);
            }
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = waiting.toByteArray();
        waiting.reset();
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    void end() throws SQLException {
        flush();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
