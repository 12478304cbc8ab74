package org.parvis.gateway.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.channel.Handle;
import org.parvis.gateway.contact.ContactView.KnownHandle;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.scope.Scope;
import org.parvis.gateway.scope.Within;

/** Reads people for agents. Blocking. */
public final class ContactQueries {

    public static final int MAXIMUM_FOUND = 10;

    private static final int MAXIMUM_HANDLES = 50;
    /** Of those who may be outside of what somebody sees. */
    private static final int MOST_LOOKED_AT = 500;

    private final Database database;
    private final String countryCode;

    /** @param countryCode completes telephone numbers that are typed without one, such as {@code +33} */
    public ContactQueries(Database database, String countryCode) {
        this.database = database;
        this.countryCode = countryCode;
    }

    public Optional<ContactView> find(UUID id) throws InterruptedException {
        return database.read(session -> views(session, List.of(id))).stream().findFirst();
    }

    /** People of whom a handle begins so, or who state one, along handle_prefix and stated_handle_prefix. A range instead of {@code like}: it serves a prepared statement whatever the value. */
    public List<ContactView> byHandle(Scope scope, String beginning) throws InterruptedException {
        String address = address(beginning);
        String phone = phone(beginning).orElse(address);
        return database.read(session -> views(session, within(session, scope, session.query("""
                select distinct found.contact_id from (
                  (select contact_id from handle where kind = 'EMAIL' and value ~>=~ $1 and value ~<~ $2 order by value using ~<~ limit $5)
                  union all
                  (select contact_id from handle where kind = 'FEDIVERSE' and value ~>=~ $1 and value ~<~ $2 order by value using ~<~ limit $5)
                  union all
                  (select contact_id from handle where kind = 'PHONE' and value ~>=~ $3 and value ~<~ $4 order by value using ~<~ limit $5)
                  union all
                  (select contact_id from stated_handle where kind = 'EMAIL' and value ~>=~ $1 and value ~<~ $2 order by value using ~<~ limit $5)
                  union all
                  (select contact_id from stated_handle where kind = 'PHONE' and value ~>=~ $3 and value ~<~ $4 order by value using ~<~ limit $5)) found
                limit $5
                """, address, end(address), phone, end(phone), most(scope)).stream().map(row -> Rows.uuid(row, "contact_id")).toList())));
    }

    /** People of whom words of the name begin so, without accents, along contact_name. */
    public List<ContactView> byName(Scope scope, String words) throws InterruptedException {
        return database.read(session -> views(session, within(session, scope, session.query("""
                select p.id from contact p
                 where name_vector(p.display_name) @@ to_tsquery('parvis_name', $1) and p.merged_into is null limit $2
                """, NameQuery.of(words), most(scope)).stream().map(row -> Rows.uuid(row, "id")).toList())));
    }

    private static int most(Scope scope) {
        return scope.isLimited() ? MOST_LOOKED_AT : MAXIMUM_FOUND;
    }

    /** Of those who were found, who takes part in what somebody sees. */
    private static List<UUID> within(Session session, Scope scope, List<UUID> found) throws InterruptedException {
        if (!scope.isLimited()) {
            return found;
        }
        return Within.contacts(session, scope, found).stream().sorted().limit(MAXIMUM_FOUND).toList();
    }

    /** Those of whom a handle begins so, who state one, or of whom words of the name begin so: no more than {@code most}, in no order. Along the same indexes. */
    public List<UUID> people(Session session, String typed, int most) throws InterruptedException {
        String beginning = beginningOfHandle(typed);
        return session.query("""
                select distinct found.id as contact_id from (
                  (select p.id from contact p where name_vector(p.display_name) @@ to_tsquery('parvis_name', $1) limit $4)
                  union all
                  (select contact_id from handle where kind = 'EMAIL' and value ~>=~ $2 and value ~<~ $3 limit $4)
                  union all
                  (select contact_id from handle where kind = 'PHONE' and value ~>=~ $2 and value ~<~ $3 limit $4)
                  union all
                  (select contact_id from handle where kind = 'FEDIVERSE' and value ~>=~ $2 and value ~<~ $3 limit $4)
                  union all
                  (select contact_id from stated_handle where kind = 'EMAIL' and value ~>=~ $2 and value ~<~ $3 limit $4)
                  union all
                  (select contact_id from stated_handle where kind = 'PHONE' and value ~>=~ $2 and value ~<~ $3 limit $4)) found
                limit $4
                """, NameQuery.of(typed), beginning, end(beginning), most).stream().map(row -> Rows.uuid(row, "contact_id")).toList();
    }

    /** As handles are kept: an address in lower case, a telephone number with its country code. */
    public String beginningOfHandle(String typed) {
        return phone(typed).orElseGet(() -> address(typed));
    }

    /** The E.164 form of what was typed, or its beginning; empty when it is no number. */
    public Optional<String> phone(String typed) {
        return TypedNumber.canonical(typed, countryCode);
    }

    private static String address(String typed) {
        String plain = typed.strip().toLowerCase(Locale.ROOT);
        return plain.startsWith("@") ? plain.substring(1) : plain;
    }

    /** What comes after everything that begins so: U+10FFFF is the last character of all. */
    private static String end(String beginning) {
        return beginning + Character.toString(Character.MAX_CODE_POINT);
    }

    static List<ContactView> views(Session session, List<UUID> ids) throws InterruptedException {
        if (ids.isEmpty()) {
            return List.of();
        }
        UUID[] wanted = ids.toArray(UUID[]::new);
        Map<UUID, List<KnownHandle>> handles = new HashMap<>();
        for (Row row : session.query("""
                select contact_id, kind, value, display_name, profile, stated
                  from (select contact_id, kind, value, display_name, profile, stated, first_seen as since from handle where contact_id = any($1)
                        union all
                        select contact_id, kind, value, null, null, true, stated_at from stated_handle s where contact_id = any($1)
                           and not exists (select from handle h where h.kind = s.kind and h.value = s.value and h.contact_id = s.contact_id)) each
                 order by stated, since limit $2
                """, wanted, MAXIMUM_HANDLES * ids.size())) {
            handles.computeIfAbsent(Rows.uuid(row, "contact_id"), unseen -> new ArrayList<>()).add(handle(row));
        }
        return session
                .query("select id, display_name, language from contact where id = any($1) order by display_name collate \"fr-x-icu\", id",
                        (Object) wanted)
                .stream()
                .map(row -> new ContactView(Rows.uuid(row, "id"), Rows.optionalText(row, "display_name"),
                        Rows.optionalText(row, "language"),
                        handles.getOrDefault(Rows.uuid(row, "id"), List.of())))
                .toList();
    }

    private static KnownHandle handle(Row row) {
        return new KnownHandle(Rows.constant(row, "kind", Handle.Kind.class), Rows.text(row, "value"),
                Rows.optionalText(row, "display_name"),
                Rows.optionalText(row, "profile"), Rows.flag(row, "stated"));
    }
}
