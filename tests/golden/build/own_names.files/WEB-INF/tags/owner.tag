<%! int run = 3; int render_ = 4; %><p><%= run + render_ %></p>
