"""How people ask for what has to be generated, by the refusal that answers: one wording a line."""

from __future__ import annotations

_WORDINGS = {
    "new-background": """
        put her on a beach
        Change the background to a city skyline at sunset
        swap the scene for a forest, please
        make it look like we were in Paris
        a tropical background would be great
        place the cat in a forest
        change the background to a snowy mountain
        give her a beach background
        I want to be standing in front of the Eiffel tower
        swap the backdrop for a busy street
        make the background a tropical island
        can you add a beach behind her?
        use a sunset over the ocean as the background
        background: paris at night
        teleport him to the moon
        move the cup to a marble kitchen counter
        replace the background with a beach
        new background please, something like a library
        set the scene in a desert
        replace the sky with a sunset
        make the sky stormy with dramatic clouds
        put me in front of the taj mahal
        photoshop her into a jungle
        what about a cozy living room behind the cup?
        I'd like a different background, maybe the mountains
    """,
    "extend-scene": """
        extend the scene to the left
        outpaint the picture to a panorama
        show more of the room
        zoom out a lot
        expand the canvas and fill it with more landscape
        outpaint it to 16:9
        uncrop this
        show me what's beyond the frame
        make the picture wider and fill in the rest
        expand the image on both sides
        continue the background to the right
        zoom out so we can see her feet
        generate more sky above the tower
        complete the cut off part of the saucer
        fill the empty space around it with more of the scene
        extend it by 40% on the left
        make it a panorama with more landscape
        add more room on the left by inventing scenery
        show the rest of the car
        extend the background
        I need more space above the head, generate it
        widen the shot
        make the photo bigger by adding more of the beach
        give me the full body
    """,
    "relight": """
        relight it from the left
        make the light come from behind her
        move the sun to the right side
        light her from below
        studio lighting please
        light her from behind
        make the sun come from the right
        change the light direction
        add a rim light
        add studio lighting
        as if lit by a window on the left
        remove the harsh shadow on her face by relighting
        make the shadows fall to the left
        put a spotlight on her from above
        turn the light to the other side
        I want backlighting
        cinematic side lighting
        make it look like neon light falls on her face
        softbox from the left
        change the lighting so that the light comes from the top
        rembrandt lighting
        light it as if the sun was behind the pagoda
        add dramatic lighting from below
    """,
    "lit-night": """
        make it night with lit windows
        turn on the street lights
        night with the lights on in the houses
        make it night and add glowing windows
        turn the lights on in the building
        night scene with glowing windows
        switch on the lamps
        make it night with street lights
        turn day into night with a starry sky and the moon
        light up the windows
        add neon signs at night
        make the lanterns glow
        nighttime with headlights on
        turn it into a night shot with city lights
    """,
    "night-to-day": """
        turn this night into day
        make it look like broad daylight
        as if it was taken at noon
        make the scene daytime
        turn night into day
        make it daytime
        make this night photo look like day
        convert to daylight
        as if it was shot at noon
        change it from night to day
        make it bright daylight instead of night
        night to day
        I want it to look like midday
        make the rocket photo a sunny day
        turn it into a sunny afternoon
        make it morning
    """,
    "snow-and-rain": """
        put snow on the ground
        make it snow
        add falling rain
        cover the roofs with snow
        make it a rainy day
        cover the roof with snow
        add rain
        make it rainy
        a snowy version
        let it snow
        turn it into a winter wonderland with snow
        make the street wet
        add a rainbow
        it should be raining
        snow everywhere
        dust the trees with snow
        add puddles
        a blanket of snow on the pagoda
        add lightning
    """,
    "fine-cutout": """
        cut out her hair perfectly
        a hair-accurate cutout
        isolate the cat with every single hair
        extract the veil
        cut out her hair precisely
        cut her out with every hair
        isolate the cat including the fur
        hair-accurate cutout
        extract her, keep every strand of hair
        mask the hair
        cut out the cat with all its whiskers
        perfect cutout of the fur
        cut out the glass with its transparency
        remove the background but keep the flyaway hairs
        a clean hair mask
        separate the hair from the background
    """,
    "upscale": """
        upscale it 4x
        4x super resolution
        enlarge to eight times the size
        enhance it to 8k
        make it four times bigger
        upscale 4x
        make it 4 times bigger
        enhance to 8k
        upscale to 4k
        increase resolution 4 times
        super resolution
        ai upscale
        enlarge it 400%
        enlarge to 300 %
        make it 3x larger
        quadruple the resolution
        blow it up to poster size with more detail
        add more detail
        make it high resolution
        enhance the details of the face like csi
        make it HD
        upscale it as much as possible
        6x
        increase the resolution
        resize to 400%
    """,
    "strong-noise": """
        remove all the noise
        it is extremely noisy, fix it
        clean up this ISO 25600 shot
        make it completely noise free
        get rid of the heavy grain
        it is extremely noisy, clean it
        make it noise-free
        shot at iso 12800, clean it up
        remove the noise completely
        strong denoise
        denoise it very strongly
        perfectly clean image, no noise at all
        ai denoise
        clean up this super grainy shot
        no grain at all
    """,
    "motion-blur": """
        remove the motion blur
        fix the camera shake
        unblur the picture
        I moved, make this blurry photo sharp
        unblur it
        deblur the photo
        make the blurry photo sharp
        the picture is blurry, fix it
        I moved while shooting, make it sharp
        sharpen the motion-blurred car
        fix the blurry face
        undo the blur
        it's shaky, can you save it
        make the out of focus face tack sharp
        unblur the license plate
    """,
    "person": """
        make her smile
        turn his head to the camera
        open her eyes
        make me look younger
        give him a beard
        make him look younger
        close her mouth
        make her look at the camera
        turn her head to the left
        change her expression to angry
        give her a bigger smile
        make him 20 years older
        make her slimmer
        change her pose
        she should be laughing
        age her by 30 years
        have him raise his hand
        make her look happier
        change her hair to long and blonde
        change her hairstyle
        make him bald
        put glasses on her
        make the cat open its mouth
        make them hold hands
        make her thinner
        change her eye colour to green
        make her stand up
        swap the faces
        put makeup on her
        smile!
        put a hat on her
        give the cat a crown
        put sunglasses on the cat
    """,
    "letters": """
        fix the typo
        change the headline to "Summer Sale"
        translate the sign to French
        make the sign say "open"
        correct the spelling on the poster
        correct the spelling of the headline
        change the text to SALE
        change the date to 15 June
        replace the word SUMMER with WINTER
        make the sign say OPEN
        translate the poster to German
        repair the broken letters
        rewrite the headline
        the sign should read "Bakery"
        edit the text on the poster
        change "12 June" to "14 June"
        it says festval, should be festival
        make the text say hello
        update the price to 5.99
        fix the text
        restore the unreadable text
        change the font of the headline
    """,
    "artist": """
        in the style of van Gogh
        turn it into a Ghibli scene
        make it look like it was painted by Monet
        like a lego scene
        in the style of van gogh
        make it look like a monet
        like picasso painted it
        ghibli style
        make it a pixar character
        anime
        turn it into anime
        lego version
        as drawn by hergé
        wes anderson look
        banksy style
        like a disney movie
        in the manner of rembrandt
        hokusai wave style
        simpsons style
        turn me into a cartoon character
        make it look like a studio ghibli film
        in andy warhol's style
        like a Klimt
        turn this into an oil painting by turner
    """,
    "add-things": """
        add a dog next to her
        put in a balloon
        insert another person on the left
        add a dog
        insert a bird in the sky
        place a second cup beside it
        add some clouds
        add people in the background
        draw a moustache on him
        include a mountain in the distance
        add sprinkles on the coffee
        add steam above the coffee
        put a plant on the table
        I want a butterfly on the flower
        add a moon
        add birds
        add fireworks
        add a person on the left
        add smoke
        there should be a boat on the lake
        add another rocket
        add flowers in the foreground
        add our logo on the cup
    """,
    "replace-things": """
        replace the car with a bicycle
        swap her dress for a suit
        turn the cup into a glass
        replace the coffee with tea
        swap the cup for a glass
        turn the cat into a dog
        change the helmet to a cowboy hat
        replace her suit with a dress
        make the cup a glass
        change her suit into a business suit
        turn the pagoda into a lighthouse
        swap the rocket with a tree
        make the table marble
        change the saucer to wood
        replace the spoon with a fork
    """,
    "colour-of-a-thing": """
        can u make the suit blue
        make the jeans black
        recolor the lampshade from grey to olive
    """,
    "looks-of-a-person": """
        she looks tired
        whiten her teeth
        smooth her skin
    """,
    "other-style": """
        convert it into a low-poly 3d rendering with soft studio lighting
        I would like this as a stained glass window
        render it as a ukiyo-e woodblock
    """,
    "colouring-in": """
        colourise it
        colorize grandpa's passport picture
        put colour into this old black and white photo of the farm
        this is black and white, i want it in colour
    """,
    "damage": """
        repair the creases in this old print
        the scan is torn down the middle, mend it
        restore this cracked photograph
    """,
    "cutout-by-name": """
        segment each of the bottles
        segment the mugs on the table separately
        segment all the cars one by one
    """,
    "move-things": """
        move the lamp to the other side of the sofa
        make the boat twice as big
        shift the vase a little to the left
    """,
    "other-viewpoint": """
        show the house from above
        view the car from the other side
        turn the camera so that we see her from the side
    """,
    "pictures-together": """
        combine both photos into one scene
        blend the two pictures into one
        merge these two photos
    """,
}

WORDINGS: dict[str, tuple[str, ...]] = {
    id: tuple(line.strip() for line in lines.strip().splitlines()) for id, lines in _WORDINGS.items()
}
