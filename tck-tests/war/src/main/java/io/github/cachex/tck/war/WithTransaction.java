// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.Transactional;

/** Gives the bean of a transaction one. */
@ApplicationScoped
@Named("with-transaction")
public class WithTransaction implements Asked {
    @Inject
    InTransaction bean;

    @Override
    @Transactional
    public Answer ask(String key) {
        return bean.ask(key);
    }
}
