package org.parvis.gateway.contact;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.channel.Handle;

/** A person as agents see them. */
public record ContactView(UUID id, Optional<String> name, Optional<String> language, List<KnownHandle> handles) {

    public ContactView {
        handles = List.copyOf(handles);
    }

    /** @param stated the person only said so; nothing of theirs ever came from it, and it may be somebody else's */
    public record KnownHandle(Handle.Kind kind, String value, Optional<String> name, Optional<String> profile, boolean stated) {
    }
}
