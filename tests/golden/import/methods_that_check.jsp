<%! void check(Object user) { if (user == null) throw new RuntimeException("denied"); }
    String name() { return Names.first(); } %>
<% name(); %>
<% check(session.getAttribute("user")); %>
<p>for users only</p>
