package org.parvis.gateway.contact;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.channel.Handle;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;

/** Finds who wrote, and remembers people seen for the first time. Every method runs within the caller's transaction. */
public final class Contacts {

    private static final Comparator<Handle> ORDER = Comparator.comparing(Handle::kind).thenComparing(Handle::value);

    private final UuidV7 ids;

    public Contacts(UuidV7 ids) {
        this.ids = ids;
    }

    /**
     * The contact of each sighting's handle, created where the handle is new. Two transactions that see the same new handle at once
     * agree: the second waits for the first and takes its contact.
     */
    public Map<Handle, UUID> identify(Session session, Collection<Sighting> sightings, Instant now) throws InterruptedException {
        Map<Handle, Handle> observed = new LinkedHashMap<>();
        sightings.forEach(sighting -> observed.merge(sighting.from(), sighting.from(),
                (before, latest) -> latest.displayName().isPresent() ? latest : before));
        List<Handle> handles = observed.values().stream().sorted(ORDER).toList();

        Map<Handle, UUID> contacts = find(session, handles);
        List<Claim> claims = handles.stream().filter(handle -> !contacts.containsKey(handle))
                .map(handle -> new Claim(handle, ids.next(), false)).toList();
        contacts.putAll(claim(session, claims, now));
        Map<Handle, Claim> created = new LinkedHashMap<>();
        claims.stream().filter(claim -> claim.contact().equals(contacts.get(claim.handle())))
                .forEach(claim -> created.put(claim.handle(), claim));
        create(session, List.copyOf(created.values()), now);
        refresh(session, handles.stream().filter(handle -> !created.containsKey(handle)).toList());

        claim(session, stated(sightings, contacts), now);
        return contacts;
    }

    /** A person's name on a network as it is now. Unknown handles are ignored. Returns the contact. */
    public Optional<UUID> rename(Session session, Handle handle, String displayName) throws InterruptedException {
        return session.first("update handle set display_name = $3 where kind = $1 and value = $2 returning contact_id", handle.kind(),
                handle.value(), displayName).map(row -> Rows.uuid(row, "contact_id"));
    }

    private static List<Claim> stated(Collection<Sighting> sightings, Map<Handle, UUID> contacts) {
        Map<Handle, Claim> claims = new HashMap<>();
        for (Sighting sighting : sightings) {
            Optional.ofNullable(contacts.get(sighting.from())).ifPresent(
                    contact -> sighting.stated().forEach(handle -> claims.putIfAbsent(handle, new Claim(handle, contact, true))));
        }
        return claims.values().stream().filter(claim -> !contacts.containsKey(claim.handle()))
                .sorted(Comparator.comparing(Claim::handle, ORDER)).toList();
    }

    private static Map<Handle, UUID> find(Session session, List<Handle> handles) throws InterruptedException {
        Columns<Handle> columns = Columns.of(handles);
        return byHandle(session.query("""
                select kind, value, contact_id from handle
                 where (kind, value) in (select * from unnest($1::text[], $2::text[]))
                """, columns.names(Handle::kind), columns.texts(Handle::value)));
    }

    /** Inserts what nobody else did, in a fixed order against deadlocks, and returns whose each handle then is. */
    private static Map<Handle, UUID> claim(Session session, List<Claim> claims, Instant now) throws InterruptedException {
        if (claims.isEmpty()) {
            return Map.of();
        }
        Columns<Claim> columns = Columns.of(claims);
        Map<Handle, UUID> owners = byHandle(session.query("""
                insert into handle (kind, value, contact_id, display_name, profile, stated, first_seen)
                select *, $7::timestamptz from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::boolean[])
                on conflict do nothing
                returning kind, value, contact_id
                """, columns.names(claim -> claim.handle().kind()), columns.texts(claim -> claim.handle().value()),
                columns.uuids(Claim::contact),
                columns.texts(claim -> claim.handle().displayName().orElse(null)),
                columns.texts(claim -> claim.handle().profile().orElse(null)),
                columns.flags(Claim::stated), now));
        List<Handle> taken = claims.stream().map(Claim::handle).filter(handle -> !owners.containsKey(handle)).toList();
        if (!taken.isEmpty()) {
            owners.putAll(find(session, taken));
        }
        return owners;
    }

    private static void create(Session session, List<Claim> claims, Instant now) throws InterruptedException {
        if (claims.isEmpty()) {
            return;
        }
        Columns<Claim> columns = Columns.of(claims);
        session.execute("""
                insert into contact (id, display_name, created_at)
                select *, $3::timestamptz from unnest($1::uuid[], $2::text[])
                """, columns.uuids(Claim::contact), columns.texts(claim -> claim.handle().displayName().orElse(null)), now);
    }

    /** Names change, and what was only stated may turn out to be real. */
    private static void refresh(Session session, List<Handle> handles) throws InterruptedException {
        if (handles.isEmpty()) {
            return;
        }
        Columns<Handle> columns = Columns.of(handles);
        session.execute("""
                update handle set stated = false, display_name = coalesce(seen.name, handle.display_name), profile = coalesce(seen.profile, handle.profile)
                  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as seen (kind, value, name, profile)
                 where handle.kind = seen.kind and handle.value = seen.value
                   and (handle.stated or seen.name is distinct from coalesce(handle.display_name, seen.name)
                        or (seen.name is not null and handle.display_name is null)
                        or (seen.profile is not null and handle.profile is distinct from seen.profile))
                """, columns.names(Handle::kind), columns.texts(Handle::value), columns.texts(handle -> handle.displayName().orElse(null)),
                columns.texts(handle -> handle.profile().orElse(null)));
    }

    private static Map<Handle, UUID> byHandle(List<Row> rows) {
        Map<Handle, UUID> contacts = new HashMap<>();
        for (Row row : rows) {
            contacts.put(Handle.of(Rows.constant(row, "kind", Handle.Kind.class), Rows.text(row, "value")), Rows.uuid(row, "contact_id"));
        }
        return contacts;
    }

    private record Claim(Handle handle, UUID contact, boolean stated) {
    }
}
