<% String s = "y"; int n = 1; boolean ok = true; if (foo()) { s = "z"; out.print("a"); } else { n = 2; } %><%= s %>
<% if (ok) { %>A<% } else if (foo()) { %>B<% } else { %>C<% } String t = "t"; %><%= t %>
<% if (ok) if (foo()) out.print("a"); else out.print("b"); else out.print("c"); %>
<% for (int i = 0; i < 3; i++) { if (foo(i)) continue; out.print("<li>"); } %>
<% while (ok) { %>D<% if (foo()) break; } %>
<% for (Item item : items) { int i = 1; %><li><%= i %> <%= item %></li><% } %>
<% do { %>E<% } while (foo()); %>
<% try { foo(); out.print("F"); } catch (Exception e) { out.print(e.getMessage()); } %>
<% try { %>G<% foo(); } catch (SQLException e) { %>H<% } finally { %>I<% } %>
<% try { %>J<% bar.baz(); %>K<% } catch (Exception e) { %>L<% } %>
<% if (foo()) { return; } out.print("M"); %>
<% if (ok) { bar.check(1); throw new Denied(); } %>
<% if (foo()) %>N
