// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Values whose form is told by annotations, accessors and generic superclasses: what one server stores, another must know. */
@ApplicationScoped
public class Catalogue {
    @Inject
    Origin origin;

    @Inject
    @Cachex("catalogue")
    CacheHandler cache;

    @CachexFetch(cache = "catalogue", key = "article:{0}")
    public Article article(String key) {
        return loaded("article", key);
    }

    @CachexFetch(cache = "catalogue", key = "customer:{0}")
    public Customer customer(String key) {
        Customer customer = new Customer();
        customer.setName("Name of " + key);
        customer.setMail(key + "@example.org");
        customer.setLoaded(origin.load("customer", key).toString());
        return customer;
    }

    @CachexFetch(cache = "catalogue", key = "page:{0}")
    public ArticlePage page(String key) {
        ArticlePage page = new ArticlePage();
        page.setNumber(7);
        page.getItems().addAll(List.of(loaded("page", key), loaded("other page", key)));
        return page;
    }

    private Article loaded(String kind, String key) {
        String load = origin.load(kind, key).toString();
        return new Article("Title of " + key, LocalDate.of(2026, 3, 4), new BigDecimal("12.50"), load);
    }

    /** Returns how many stored entries this JVM could not use. */
    public long foreign() {
        return cache.stats().undecodable();
    }
}
