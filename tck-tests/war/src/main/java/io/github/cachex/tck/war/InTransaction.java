// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import io.github.cachex.tck.probe.Origin;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;

/** An annotated bean of a transaction. */
@TransactionScoped
@Named("in-transaction")
public class InTransaction implements Asked, Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "in-transaction:{0}")
    public Answer ask(String key) {
        return origin.load("in-transaction", key);
    }
}
