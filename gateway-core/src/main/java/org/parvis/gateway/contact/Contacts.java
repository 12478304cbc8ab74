package org.parvis.gateway.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Handle;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;
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
        List<Claim> claims = observed.values().stream().sorted(ORDER).map(handle -> new Claim(handle, ids.next())).toList();
        Map<Handle, UUID> contacts = meet(session, claims, now);
        List<Claim> taken = claims.stream().filter(claim -> !contacts.containsKey(claim.handle())).toList();
        if (!taken.isEmpty()) {
            // By another transaction, which this one has waited for and whose rows it sees now.
            contacts.putAll(meet(session, taken, now));
        }
        keepStated(session, stated(sightings, contacts), now);
        return contacts;
    }

    /** A person's name on a network as it is now. Unknown handles are ignored. Returns the contact. */
    public Optional<UUID> rename(Session session, Handle handle, String displayName) throws InterruptedException {
        return session.first("update handle set display_name = $3 where kind = $1 and value = $2 returning contact_id", handle.kind(),
                handle.value(), displayName).map(row -> Rows.uuid(row, "contact_id"));
    }

    private static List<Stated> stated(Collection<Sighting> sightings, Map<Handle, UUID> contacts) {
        Set<Stated> claims = new HashSet<>();
        for (Sighting sighting : sightings) {
            Optional.ofNullable(contacts.get(sighting.from())).ifPresent(
                    contact -> sighting.stated().forEach(handle -> claims.add(new Stated(contact, handle, sighting.from()))));
        }
        return claims.stream()
                .sorted(Comparator.comparing(Stated::contact).thenComparing(Stated::handle, ORDER).thenComparing(Stated::sayer, ORDER))
                .toList();
    }

    /**
     * Who stands behind each handle: those that are known, whose names are brought up to date, for names change; and those that nobody else
     * claims meanwhile, with a contact each. What somebody else only stated is no claim: whoever is observed takes it over, and the other goes on
     * stating it. In a fixed order against deadlocks.
     *
     * <p>Each is looked up by itself, along the primary key: joined to the table, a plan made while it is small reads all of it, and is kept while
     * it grows.
     */
    private static Map<Handle, UUID> meet(Session session, List<Claim> claims, Instant now) throws InterruptedException {
        Columns<Claim> columns = Columns.of(claims);
        List<Row> met = session.query("""
                with seen as (
                    select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[])
                                  with ordinality as seen (kind, value, contact_id, name, profile, position)),
                there as (
                    select seen.kind, seen.value, handle.contact_id, handle.stated, handle.first_seen,
                           (seen.name is not null and handle.display_name is distinct from seen.name)
                               or (seen.profile is not null and handle.profile is distinct from seen.profile) as outdated
                      from seen cross join lateral (
                           select * from handle where handle.kind = seen.kind and handle.value = seen.value limit 1) handle),
                known as (select * from there where not stated),
                stated as (
                    insert into stated_handle (contact_id, kind, value, stated_at)
                    select contact_id, kind, value, first_seen from there where there.stated
                    on conflict do nothing),
                claimed as (
                    insert into handle (kind, value, contact_id, display_name, profile, first_seen)
                    select kind, value, contact_id, name, profile, $6::timestamptz from seen
                     where not exists (select from known where known.kind = seen.kind and known.value = seen.value)
                     order by position
                    on conflict (kind, value) do update set contact_id = excluded.contact_id, display_name = excluded.display_name,
                                                            profile = excluded.profile, stated = false
                     where handle.stated
                    returning kind, value, contact_id, display_name),
                created as (
                    insert into contact (id, display_name, created_at) select contact_id, display_name, $6::timestamptz from claimed)
                select kind, value, contact_id, outdated from known union all select kind, value, contact_id, false from claimed
                """, columns.names(claim -> claim.handle().kind()), columns.texts(claim -> claim.handle().value()),
                columns.uuids(Claim::contact), columns.texts(claim -> claim.handle().displayName().orElse(null)),
                columns.texts(claim -> claim.handle().profile().orElse(null)), now);
        Set<Handle> outdated = byHandle(met.stream().filter(row -> Rows.flag(row, "outdated")).toList()).keySet();
        refresh(session, claims.stream().map(Claim::handle).filter(outdated::contains).toList());
        return byHandle(met);
    }

    private static void refresh(Session session, List<Handle> outdated) throws InterruptedException {
        if (outdated.isEmpty()) {
            return;
        }
        List<Statement> refreshments = new ArrayList<>();
        for (Handle handle : outdated) {
            @Nullable
            String name = handle.displayName().orElse(null);
            @Nullable
            String profile = handle.profile().orElse(null);
            refreshments.add(new Statement("""
                    update handle set display_name = coalesce($3, display_name), profile = coalesce($4, profile) where kind = $1 and value = $2
                    """, handle.kind(), handle.value(), name, profile));
        }
        session.pipeline(refreshments);
    }

    /** What people only state stays with them, whoever else is observed under it or states it as well. */
    private static void keepStated(Session session, List<Stated> claims, Instant now) throws InterruptedException {
        if (claims.isEmpty()) {
            return;
        }
        Columns<Stated> columns = Columns.of(claims);
        session.execute("""
                insert into stated_handle (contact_id, kind, value, stated_at, sayers)
                select contact_id, kind, value, $5::timestamptz, jsonb_object_agg(sayer, $5::timestamptz)
                  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as stated (contact_id, kind, value, sayer)
                 group by contact_id, kind, value order by contact_id, kind, value
                on conflict (contact_id, kind, value) do update
                   set stated_at = excluded.stated_at, sayers = stated_handle.sayers || excluded.sayers
                """, columns.uuids(Stated::contact), columns.names(claim -> claim.handle().kind()),
                columns.texts(claim -> claim.handle().value()), columns.texts(claim -> claim.sayer().kind() + " " + claim.sayer().value()),
                now);
    }

    private static Map<Handle, UUID> byHandle(List<Row> rows) {
        Map<Handle, UUID> contacts = new HashMap<>();
        for (Row row : rows) {
            contacts.put(Handle.of(Rows.constant(row, "kind", Handle.Kind.class), Rows.text(row, "value")), Rows.uuid(row, "contact_id"));
        }
        return contacts;
    }

    private record Claim(Handle handle, UUID contact) {
    }

    /** @param sayer the observed handle under which it was stated */
    private record Stated(UUID contact, Handle handle, Handle sayer) {
    }
}
