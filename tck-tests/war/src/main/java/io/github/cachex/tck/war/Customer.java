// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** A bean whose form in JSON is told by annotations and accessors. */
@JsonbPropertyOrder({"mail", "name"})
public class Customer {
    @JsonbProperty("full-name")
    private String name = "";

    private String mail = "";
    private String loaded = "";

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    @JsonbProperty("address")
    public String getMail() {
        return mail;
    }

    @JsonbProperty("address")
    public void setMail(String mail) {
        this.mail = mail;
    }

    public String getLoaded() {
        return loaded;
    }

    public void setLoaded(String loaded) {
        this.loaded = loaded;
    }

    @Override
    public String toString() {
        return "Customer " + name + ' ' + mail + ' ' + loaded;
    }
}
