package org.parvis.gateway.demo;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.parvis.channel.Handle;

/** Somebody of Saint-Exemple, by the names that the networks know them by. */
record Citizen(String key, String name, Optional<String> email, Optional<String> phone, Optional<String> social) {

    private static final Set<String> KEYS = Set.of("name", "email", "phone", "social");

    static Map<String, Citizen> all() {
        Map<String, Citizen> citizens = new LinkedHashMap<>();
        Leaf book = Books.map("/demo/citizens.yaml");
        book.values().forEach((key, value) -> {
            Leaf leaf = Leaf.of("citizens.yaml/" + key, value).only(KEYS);
            citizens.put(key, new Citizen(key, leaf.text("name"), leaf.optional("email"), leaf.optional("phone"), leaf.optional("social")));
        });
        return citizens;
    }

    /** The name by which a kind of network knows them; one that only the gateway knows where they gave none. */
    Handle handle(Handle.Kind kind) {
        return switch (kind) {
            case EMAIL -> email.map(value -> Handle.of(kind, value, name)).orElseGet(this::anonymous);
            case PHONE -> phone.map(value -> Handle.of(kind, value, name)).orElseGet(this::anonymous);
            case FEDIVERSE ->
                social.map(value -> new Handle(kind, value, Optional.of(name), Optional.of(profile(value)))).orElseGet(this::anonymous);
            case ANONYMOUS -> anonymous();
        };
    }

    /** As a form knows them: by a name of its own for each story, then by what they leave there. */
    List<Handle> onAForm(String story) {
        Set<Handle> handles = new LinkedHashSet<>();
        handles.add(Handle.of(Handle.Kind.ANONYMOUS, "formulaire:" + story, name));
        email.ifPresent(value -> handles.add(handle(Handle.Kind.EMAIL)));
        phone.ifPresent(value -> handles.add(handle(Handle.Kind.PHONE)));
        return List.copyOf(handles);
    }

    private Handle anonymous() {
        return Handle.of(Handle.Kind.ANONYMOUS, "saint-exemple:" + key, name);
    }

    private static String profile(String account) {
        String[] parts = account.split("@", 2);
        return "https://" + parts[1] + "/@" + parts[0];
    }
}
