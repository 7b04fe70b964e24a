"""What the engine does itself, in words that come near to those of a refusal: one wording a line."""

from __future__ import annotations

ENGINES_OWN = tuple(
    line.strip()
    for line in """
        make the background darker
        replace the background with white
        put it on white
        put it on a white background
        put it on pure white
        put it on a gradient from blue to white
        replace the background with beach.jpg
        put her in front of ~/photos/beach.jpg
        blur the background
        make the background blurry but keep her sharp
        extend it by 5%
        extend the sky a little
        extend it a bit on the left
        grow it by 3% on all sides
        pad to 16:9
        make the sky darker
        make the sky bluer
        darken the sky
        make the sky moodier
        golden hour
        sunset look
        a sunset mood
        make it look like golden hour
        make it look like it was taken at dusk
        candlelight
        neon look
        warmer light
        make the light warmer
        softer light
        lift the shadows
        brighten the shadows
        darken the highlights
        day for night
        cold winter
        make it night
        fog
        add fog
        add a bit of grain
        add some contrast
        add a sun flare
        add a light leak
        add a glow
        add warmth
        add a soft vignette
        add a 5% white border
        add a black frame
        add a caption "hello"
        add the text SALE at the top
        write SUMMER at the top
        add a watermark "me"
        add my copyright in the corner
        add a gradient from black to white at the bottom
        make the coffee darker
        make the red cup blue
        turn the blues teal
        turn it black and white
        turn the picture into a pencil drawing
        turn the photo into a watercolor
        make the photo a comic
        change the colour of the cup to blue
        change her suit to blue
        change the white balance to daylight
        change the contrast
        change the size to 800x600
        change the format to png
        convert the photo to sepia
        make the picture brighter
        make her face brighter
        make her skin warmer
        make the cat sharper
        sharpen the cat
        sharpen a bit
        it's a bit blurry, sharpen it
        slightly out of focus, sharpen it
        denoise
        denoise a bit
        reduce the noise
        remove the noise
        less noise
        too much grain
        remove the spoon
        remove the person on the left
        remove the sign
        remove the text
        remove the date
        blur the text
        pixelate the headline
        make the headline brighter
        blur the faces
        blur the licence plate
        hide the number plate
        remove the red eyes
        cut out the cup
        cut her out
        cut out the subject on transparent
        remove the background
        make the background transparent
        replace the sky's blue with teal
        upscale 2x
        resize to 200 %
        make it twice as big
        resize to 2000 px
        crop to 4:5
        crop 4x5
        crop to her face
        crop tighter
        crop out the bottom
        3x brighter
        make three versions
        make 4 versions with different moods
        compare with before
        contact sheet of all
        oil painting
        oil painting, keep her face
        noir, keep her smile natural
        moodier, keep the text
        pencil drawing
        pop art
        comic look
        pixel art
        a film look
        like a film still
        vintage
        more clarity
        more detail in the shadows
        bring out the details in the shadows
        make the snow whiter
        heal the dust spots
        remove the wire
        extend with blur to 9:16
        for an instagram story with blurred sides
        make it fit a story
        make it wider than tall
        put the date in the corner
        put a white border around it
        place the text at the bottom
        add a title "Coffee" in white
        give it more contrast
        give her face more light
        make the left half brighter
        darken everything except her face
        make it cooler and add a vignette
        show me three options
        show more versions
        show me more of these
        use the second one
        in the style of v2
        like v1 but warmer
        make the trees greener
        make the grass greener
        make the sea bluer
        save it as beach.jpg
        make the wood warmer
        make the chocolate darker
        brighten the room
        brighten the street
        lighten the city at the bottom
        make the windows brighter
        dim the lamps
        put the before and after next to each other
        straighten the horizon
        rotate it to the left
        turn it to the left
        flip it
        mirror it
        make the shadows bluer
        make the light softer and the shadows deeper
        tone down the lights
        remove the shadow
        vignette from the left
        darken from the top
        make it sunny
        make it brighter like a sunny day
        bright and airy
        clean look
        crisp
        make it pop
        make it look professional
        enhance it
        improve the photo
        fix the colours
        fix the white balance
        fix the exposure
        fix the horizon
        replace the photo's colours with those of v1
        put v1 and v2 side by side
        remove the haze
        less red in her face
        make the eyes brighter
        make her hair darker
        make the dress red
        match the light of v1
        a soft focus glow
        soft blur at the edges
    """.strip().splitlines()
)
