package org.parvis.channel.email.mime;

import java.util.ArrayList;
import java.util.List;

import org.parvis.channel.Defect;

/** Collects defects: each once, and not more than an agent would read. */
final class Defects {

    private final List<Defect> defects = new ArrayList<>();

    void add(Defect defect) {
        if (!defects.contains(defect) && defects.size() < Bounds.MAXIMUM_DEFECTS) {
            defects.add(defect);
        }
    }

    void add(Defect.Code code, String detail) {
        add(new Defect(code, detail));
    }

    List<Defect> list() {
        return List.copyOf(defects);
    }
}
