package org.parvis.gateway.http.pages;

import java.util.ArrayList;
import java.util.List;

import org.parvis.gateway.http.api.Contract;
import org.parvis.gateway.http.wire.Endpoint;

/** What the installation itself has to say over HTTP: the API's contract and its page, and the desk. Needs no database, and some tenths of a second to be read. */
public final class Contents {

    private final Contract contract;
    private final List<Endpoint> endpoints;
    private final Assets assets;

    private Contents(Contract contract, Assets assets) {
        this.contract = contract;
        List<Endpoint> all = new ArrayList<>(new ApiPage(contract).endpoints());
        all.addAll(new DeskPages(assets).endpoints());
        this.endpoints = List.copyOf(all);
        this.assets = assets;
    }

    /** Throws {@link IllegalStateException} when a part of the installation is missing. Any thread. */
    public static Contents load() {
        return new Contents(Contract.load(), Assets.load());
    }

    public Contract contract() {
        return contract;
    }

    Assets assets() {
        return assets;
    }

    /** The pages, which are the same for everybody. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }
}
